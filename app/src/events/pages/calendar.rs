//! The planning calendar: a month as grid or list, filters in the address.

use crate::{
    ApiError,
    events::{
        api::calendar,
        parts::{Gaps, InTheWay, MonthGrid, event_address},
    },
    staff::with_right,
    ui::{Column, Empty, Failure, Form, Loading, Notice, NoticeKind, Page, SelectField, SortedTable},
};
use domain::{
    access::Registrant,
    events::{
        EventRow, EventStatus, Format, german,
        planning::{CalendarInput, CalendarView},
    },
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

const BASE: &str = "/app/veranstaltungen/kalender";

/// What stands in the address.
#[derive(Clone, Default, PartialEq)]
struct Asked {
    input: CalendarInput,
    look: Look,
}

/// How a month is shown. Until somebody chooses, the width of the page decides.
#[derive(Clone, Copy, Default, PartialEq)]
enum Look {
    #[default]
    ByWidth,
    Month,
    List,
}

impl Look {
    const CODES: [(Self, &'static str); 3] = [(Self::ByWidth, ""), (Self::Month, "monat"), (Self::List, "liste")];

    fn of_code(code: &str) -> Self {
        Self::CODES.into_iter().find(|(_, known)| *known == code).map_or(Self::ByWidth, |(look, _)| look)
    }

    fn code(self) -> &'static str {
        Self::CODES.into_iter().find(|(look, _)| *look == self).map_or("", |(_, code)| code)
    }
}

impl Asked {
    fn of_address() -> Self {
        let query = use_query_map();
        let value = |name: &str| query.read().get(name).unwrap_or_default();
        let [month, format, sozialraum, status] = ["monat", "format", "sozialraum", "stand"].map(value);
        Self { input: CalendarInput { month, format, sozialraum, status }, look: Look::of_code(&value("ansicht")) }
    }

    fn address(&self) -> String {
        let CalendarInput { month, format, sozialraum, status } = &self.input;
        let parts = [
            ("monat", month.as_str()),
            ("ansicht", self.look.code()),
            ("format", format),
            ("sozialraum", sozialraum),
            ("stand", status),
        ];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<_> = parts.map(|(name, value)| format!("{name}={value}")).collect();
        if query.is_empty() { BASE.to_owned() } else { format!("{BASE}?{}", query.join("&")) }
    }

    fn in_month(&self, month: &str) -> Self {
        Self { input: CalendarInput { month: month.to_owned(), ..self.input.clone() }, ..self.clone() }
    }
}

#[component]
pub fn CalendarPage() -> impl IntoView {
    with_right::<Registrant>(|| view! { <ByMonth /> }.into_any())
}

#[component]
fn ByMonth() -> impl IntoView {
    let asked = Memo::new(|_| Asked::of_address());
    let found = LocalResource::new(move || calendar(asked.with(|asked| asked.input.clone())));
    // Filters and links stay where they are while another month is fetched, so that nobody loses the focus.
    let frame = Memo::new(move |before: Option<&Option<Frame>>| {
        let now = found.get().and_then(Result::ok).map(|view| Frame::of(&view));
        now.or_else(|| before.cloned().flatten())
    });
    let known = Memo::new(move |_| frame.get().map(|frame| (frame.sozialraeume, frame.plans)));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view look=asked.with(|asked| asked.look) /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Kalender">
            {move || known.get().map(|(sozialraeume, plans)| view! {
                <Filters asked sozialraeume plans />
                <Turning asked frame />
            })}
            <Transition fallback=Loading>{content}</Transition>
        </Page>
    }
}

/// What stands around a month.
#[derive(Clone, PartialEq)]
struct Frame {
    title: String,
    previous: String,
    next: String,
    sozialraeume: Vec<(String, String)>,
    plans: bool,
}

impl Frame {
    fn of(view: &CalendarView) -> Self {
        let CalendarView { title, previous, next, sozialraeume, plans, .. } = view.clone();
        Self { title, previous, next, sozialraeume, plans }
    }
}

#[component]
fn Found(view: CalendarView, look: Look) -> impl IntoView {
    let CalendarView {
        title, weeks, list: events, holidays, holidays_unknown, conflicts, gaps, plans, unreadable, ..
    } = view;
    let empty = events.is_empty();
    let list = {
        let title = title.clone();
        move || view! { <List title list=events plans /> }
    };
    let grid = move || view! { <MonthGrid title weeks plans /> };
    let month = match look {
        Look::Month => grid().into_any(),
        Look::List => list().into_any(),
        Look::ByWidth => view! {
            <div class="calendar--wide">{grid()}</div>
            <div class="calendar--narrow">{list()}</div>
        }
        .into_any(),
    };
    view! {
        {unreadable.map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        {empty.then(|| view! { <Empty text="In diesem Monat gibt es dazu keine Veranstaltung." /> })}
        {month}
        {holidays.into_iter().map(|holiday| view! { <p>{holiday} "."</p> }).collect_view()}
        {holidays_unknown.then(|| view! {
            <p>"Für diesen Monat sind die Schulferien im Portal noch nicht hinterlegt."</p>
        })}
        <InTheWay conflicts plans />
        <Gaps gaps plans />
    }
}

/// To the months beside, and to the other view of the same month. Not the router's `A`, which takes every link to this path for
/// the present page.
#[component]
fn Turning(asked: Memo<Asked>, frame: Memo<Option<Frame>>) -> impl IntoView {
    let of_frame =
        move |read: fn(&Frame) -> &String| frame.with(|frame| frame.as_ref().map(read).cloned().unwrap_or_default());
    let to = move |read: fn(&Frame) -> &String| asked.with(|asked| asked.in_month(&of_frame(read)).address());
    let look = Memo::new(move |_| asked.with(|asked| asked.look));
    let other = move || match look.get() {
        Look::Month => view! { <Turn asked look=Look::List label="Als Liste" class="" /> }.into_any(),
        Look::List => view! { <Turn asked look=Look::Month label="Als Monat" class="" /> }.into_any(),
        Look::ByWidth => view! {
            <Turn asked look=Look::List label="Als Liste" class="calendar--wide" />
            <Turn asked look=Look::Month label="Als Monat" class="calendar--narrow" />
        }
        .into_any(),
    };
    view! {
        <div class="calendar__turning">
            <h2 class="calendar__title" aria-live="polite">{move || of_frame(|frame| &frame.title)}</h2>
            <p class="actions">
                <a href=move || to(|frame| &frame.previous) data-noscroll="" class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Voriger Monat"</span>
                </a>
                <a href=move || to(|frame| &frame.next) data-noscroll="" class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Nächster Monat"</span>
                </a>
                {other}
            </p>
        </div>
    }
}

/// To the other view of the same month.
#[component]
fn Turn(asked: Memo<Asked>, look: Look, label: &'static str, class: &'static str) -> impl IntoView {
    let address = move || asked.with(|asked| Asked { look, ..asked.clone() }.address());
    view! {
        <a href=address data-noscroll="" class=format!("kern-btn kern-btn--tertiary {class}")>
            <span class="kern-label">{label}</span>
        </a>
    }
}

#[component]
fn Filters(asked: Memo<Asked>, sozialraeume: Vec<(String, String)>, plans: bool) -> impl IntoView {
    let form = Form::new(Vec::new);
    let CalendarInput { format, sozialraum, status, .. } = asked.get_untracked().input;
    let [format, sozialraum, status] = [format, sozialraum, status].map(RwSignal::new);
    let navigate = use_navigate();
    Effect::new(move |before: Option<()>| {
        let (format, sozialraum, status) = (format.get(), sozialraum.get(), status.get());
        let now = asked.get_untracked();
        let chosen = Asked { input: CalendarInput { format, sozialraum, status, ..now.input.clone() }, ..now.clone() };
        if before.is_some() && chosen != now {
            navigate(&chosen.address(), NavigateOptions { replace: true, scroll: false, ..Default::default() });
        }
    });
    let formats = choices(Format::ALL, Format::code, german::format);
    let states = choices(EventStatus::ALL, EventStatus::code, german::event_status);
    view! {
        <div class="filters" role="search">
            <SelectField form name="format" label="Format" value=format options=formats blank="Alle" optional=true />
            {(!sozialraeume.is_empty()).then(|| view! {
                <SelectField form name="sozialraum" label="Sozialraum" value=sozialraum options=sozialraeume blank="Alle" optional=true />
            })}
            {plans.then(|| view! {
                <SelectField form name="stand" label="Stand" value=status options=states blank="Alle" optional=true />
            })}
        </div>
    }
}

#[component]
fn List(title: String, list: Vec<EventRow>, plans: bool) -> impl IntoView {
    let columns = vec![
        Column::new("Titel", move |row: &EventRow| {
            let (page, title) = (event_address(&row.id, plans), row.title.clone());
            view! { <a href=page rel=(!plans).then_some("external")>{title}</a> }
        })
        .sorted_by(|a, b| a.title.cmp(&b.title)),
        Column::new("Termin", |row: &EventRow| row.dates.clone()),
        Column::new("Format", |row: &EventRow| row.format.clone()).sorted_by(|a, b| a.format.cmp(&b.format)),
        Column::new("Sozialraum", |row: &EventRow| row.sozialraeume.clone())
            .sorted_by(|a, b| a.sozialraeume.cmp(&b.sozialraeume)),
        Column::new("Ort", |row: &EventRow| row.place.clone()),
        Column::new("Stand", |row: &EventRow| row.status.clone()).sorted_by(|a, b| a.status.cmp(&b.status)),
    ];
    (!list.is_empty())
        .then(|| view! { <SortedTable caption=format!("Veranstaltungen im {title}") columns rows=list /> })
}

fn choices<T: Copy>(all: &[T], code: fn(T) -> &'static str, text: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|value| (code(*value).to_owned(), text(*value).to_owned())).collect()
}
