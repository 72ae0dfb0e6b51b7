//! XML with the line of every element, and limits on what a file may be.

use super::origin::Spot;
use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use roxmltree::{Document, Error, ParsingOptions};

pub type Element<'a> = roxmltree::Node<'a, 'a>;

/// Elements, attributes' owners and texts of one file; 2,000 questions in twelve languages have a third of it.
const NODES_MAX: u32 = 500_000;

/// A parsed file.
pub struct Source<'a> {
    pub document: Document<'a>,
    /// Where each line ends, in bytes.
    line_ends: Vec<usize>,
}

impl<'a> Source<'a> {
    pub fn parse(text: &'a str) -> Result<Self, ImportFault> {
        // roxmltree reads without recursion, however deep the elements are nested, and knows no document types.
        let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|cause| refused(&cause))?;
        let line_ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Ok(Self { document, line_ends })
    }

    /// Line and element, for a fault.
    pub fn spot(&self, element: Element) -> Spot {
        let at = element.range().start;
        let line = self.line_ends.partition_point(|end| *end < at) + 1;
        let key = ["nodeset", "ref", "id", "lang"].iter().find_map(|key| Some((key, element.attribute(*key)?)));
        let name = element.tag_name().name();
        let element = match key {
            Some((key, value)) => format!("<{name} {key}=\"{}\">", value.trim()),
            None => format!("<{name}>"),
        };
        Spot { line: u32::try_from(line).unwrap_or(u32::MAX), element: element.chars().take(120).collect() }
    }
}

/// The attribute of this name, whatever its prefix; blank ones are as if they were not there.
pub fn attribute<'a>(element: Element<'a>, name: &str) -> Option<&'a str> {
    let found = element.attributes().find(|attribute| attribute.name() == name)?;
    Some(found.value().trim()).filter(|value| !value.is_empty())
}

/// The child elements of this name, whatever their prefix.
pub fn children<'a>(element: Element<'a>, name: &'static str) -> impl Iterator<Item = Element<'a>> {
    element.children().filter(move |child| is_named(*child, name))
}

pub fn child<'a>(element: Element<'a>, name: &'static str) -> Option<Element<'a>> {
    children(element, name).next()
}

pub fn is_named(element: Element, name: &str) -> bool {
    element.is_element() && element.tag_name().name() == name
}

/// The text directly in an element, without spaces around it.
pub fn plain_text(element: Element) -> String {
    element
        .children()
        .filter(|child| child.is_text())
        .filter_map(|child| child.text())
        .collect::<String>()
        .trim()
        .into()
}

/// UTF-8 and UTF-16 by their marks, and the Latin-1 that old programs declare.
pub fn decode(bytes: &[u8]) -> Result<String, ImportFault> {
    let unreadable = || ImportFault::of_file(FaultCode::NotXml, None);
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            bytes.chunks_exact(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or_default()])).collect();
        String::from_utf16(&units).map_err(|_| unreadable())
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).map_err(|_| unreadable()),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => match String::from_utf8(bytes.to_vec()) {
            Ok(text) => Ok(text),
            Err(_) if declares_latin(bytes) => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
            Err(_) => Err(unreadable()),
        },
    }
}

fn declares_latin(bytes: &[u8]) -> bool {
    let head: String = bytes.iter().take(200).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    head.split("?>").next().is_some_and(|head| head.contains("iso-8859-1") || head.contains("windows-1252"))
}

fn refused(cause: &Error) -> ImportFault {
    match cause {
        Error::DtdDetected => ImportFault::of_file(FaultCode::DocumentType, None),
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            ImportFault::of_file(FaultCode::TooManyElements, None)
        }
        other => ImportFault::of_file(FaultCode::NotXml, Some(other.pos().row)),
    }
}
