//! All that a template can see: its own text, the common part, the data, two cuts of Fira Sans, and one of DejaVu Sans for
//! Arabic script.

use std::sync::LazyLock;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

/// Fira Sans 4.106 (SIL Open Font License 1.1, `fonts/OFL.txt`) and the Arabic part of DejaVu Sans 2.37
/// (`fonts/DEJAVU.txt`), cut by `style/subset-fonts.sh`.
const FONTS: [&[u8]; 3] = [
    include_bytes!("../fonts/fira-sans-regular.ttf"),
    include_bytes!("../fonts/fira-sans-semibold.ttf"),
    include_bytes!("../fonts/dejavu-sans-arabic.ttf"),
];

const COMMON: &str = include_str!("../templates/common.typ");

/// What is the same for every document.
struct Office {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    common: Option<Source>,
}

static OFFICE: LazyLock<Office> = LazyLock::new(|| {
    let fonts: Vec<_> = FONTS.into_iter().filter_map(|bytes| Font::new(Bytes::new(bytes), 0)).collect();
    Office {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        common: id_of("common.typ").map(|id| Source::new(id, COMMON.to_owned())),
    }
});

/// The first character in a text that no family of fonts has in all its cuts; controls are no characters in this sense.
pub fn unprintable(text: &str) -> Option<char> {
    let fonts = &OFFICE.fonts;
    let has = |font: &Font, c: char| font.info().coverage.contains(c.into());
    let is_whole =
        |family: &str, c: char| fonts.iter().filter(|font| font.info().family == family).all(|font| has(font, c));
    let printable = |c: char| fonts.iter().any(|font| is_whole(&font.info().family, c));
    text.chars().find(|c| !c.is_control() && !printable(*c))
}

/// One template with its data.
pub struct PaperWorld {
    main: Source,
    data: Bytes,
}

impl PaperWorld {
    pub fn new(template: &str, data: String) -> Self {
        let id = id_of("main.typ").unwrap_or_else(|| Source::detached("").id());
        Self { main: Source::new(id, template.to_owned()), data: Bytes::from_string(data) }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &OFFICE.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &OFFICE.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let common = OFFICE.common.iter().find(|source| source.id() == id);
        let main = (self.main.id() == id).then_some(&self.main);
        main.or(common).cloned().ok_or_else(|| not_there(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id_of("data.json") == Some(id) { Ok(self.data.clone()) } else { Err(not_there(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        OFFICE.fonts.get(index).cloned()
    }

    /// A document says itself which day it is of.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn id_of(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn not_there(_: FileId) -> FileError {
    FileError::Other(Some("documents read nothing but their own template and data".into()))
}
