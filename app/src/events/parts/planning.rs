use super::{
    days::{Day, DayFields, set},
    limits::{LimitFields, Limits},
    series::{LeftAsTheyWere, Scope, ScopeField},
};
use crate::{
    ApiError,
    events::api::{create_event, update_event, update_series},
    ui::{CheckField, ChecksField, Field, Form, LinesField, RadioField, SelectField, SendForm, Sending},
};
use domain::{
    access::Role,
    events::{
        Admission, AreaNames, Audience, Circle, EventFormView, EventInput, EventStatus, Format, german, guests,
        proposals::{self, OwnProposals},
        series::SeriesSaved,
    },
};
use leptos::prelude::*;

/// What to do with the id of an event that was stored.
pub type Saved = Callback<String>;

/// What is typed in the planning form.
#[derive(Clone, Copy)]
struct Plan {
    title: RwSignal<String>,
    format: RwSignal<String>,
    description: RwSignal<String>,
    contents: RwSignal<String>,
    topics: RwSignal<String>,
    materials: RwSignal<String>,
    days: RwSignal<Vec<Day>>,
    capacity: RwSignal<String>,
    minimum: RwSignal<String>,
    limits: Limits,
    opens: RwSignal<String>,
    closes: RwSignal<String>,
    cancel_until: RwSignal<String>,
    audience: RwSignal<String>,
    roles: RwSignal<Vec<String>>,
    sozialraeume: RwSignal<Vec<String>>,
    anstellungstraeger: RwSignal<Vec<String>>,
    status: RwSignal<String>,
    waiting_list: RwSignal<bool>,
    guest_hours: RwSignal<String>,
    reply_days: RwSignal<String>,
    admission: RwSignal<String>,
    approval: RwSignal<bool>,
    confirm_days: RwSignal<String>,
    overtaking: RwSignal<bool>,
    required_share: RwSignal<String>,
}

impl Plan {
    fn of(input: EventInput) -> Self {
        let EventInput {
            title,
            format,
            description,
            contents,
            topics,
            materials,
            days,
            capacity,
            minimum,
            limits,
            opens,
            closes,
            cancel_until,
            audience,
            roles,
            sozialraeume,
            anstellungstraeger,
            status,
            waiting_list,
            guest_hours,
            reply_days,
            admission,
            approval,
            confirm_days,
            overtaking,
            required_share,
        } = input;
        Self {
            title: RwSignal::new(title),
            format: RwSignal::new(format),
            description: RwSignal::new(description),
            contents: RwSignal::new(contents),
            topics: RwSignal::new(topics),
            materials: RwSignal::new(materials),
            days: RwSignal::new(days.iter().map(Day::of).collect()),
            capacity: RwSignal::new(capacity),
            minimum: RwSignal::new(minimum),
            limits: Limits::of(limits),
            opens: RwSignal::new(opens),
            closes: RwSignal::new(closes),
            cancel_until: RwSignal::new(cancel_until),
            audience: RwSignal::new(audience),
            roles: RwSignal::new(roles),
            sozialraeume: RwSignal::new(sozialraeume),
            anstellungstraeger: RwSignal::new(anstellungstraeger),
            status: RwSignal::new(status),
            waiting_list: RwSignal::new(waiting_list),
            guest_hours: RwSignal::new(guest_hours),
            reply_days: RwSignal::new(reply_days),
            admission: RwSignal::new(admission),
            approval: RwSignal::new(approval),
            confirm_days: RwSignal::new(confirm_days),
            overtaking: RwSignal::new(overtaking),
            required_share: RwSignal::new(required_share),
        }
    }

    /// Whether the format may be described in free text. What was typed before stays in its field, and is not sent.
    fn described(&self) -> bool {
        self.format.with(|code| Format::from_code(code).is_none_or(Format::has_description))
    }

    fn input(&self) -> EventInput {
        let text = |value: RwSignal<String>| if self.described() { value.get() } else { String::new() };
        EventInput {
            title: self.title.get(),
            format: self.format.get(),
            description: text(self.description),
            contents: text(self.contents),
            topics: self.topics.get(),
            materials: text(self.materials),
            days: self.days.with(|days| days.iter().map(Day::input).collect()),
            capacity: self.capacity.get(),
            minimum: self.minimum.get(),
            limits: self.limits.input(),
            opens: self.opens.get(),
            closes: self.closes.get(),
            cancel_until: self.cancel_until.get(),
            audience: self.audience.get(),
            roles: self.roles.get(),
            sozialraeume: self.sozialraeume.get(),
            anstellungstraeger: self.anstellungstraeger.get(),
            status: self.status.get(),
            waiting_list: self.waiting_list.get(),
            guest_hours: self.guest_hours.get(),
            reply_days: self.reply_days.get(),
            admission: self.admission.get(),
            approval: self.approval.get(),
            confirm_days: self.confirm_days.get(),
            overtaking: self.overtaking.get(),
            required_share: self.required_share.get(),
        }
    }

    /// What nobody has typed in the form of a new event follows its format; `own` is what the Koordination has written of formats.
    fn follow_format(&self, own: OwnProposals) {
        let plan = *self;
        Effect::new(move |before: Option<String>| {
            let code = plan.format.get();
            let changed = before.as_ref().is_some_and(|before| *before != code);
            if let Some(format) = Format::from_code(&code).filter(|_| changed) {
                let before = before.as_deref().and_then(Format::from_code);
                plan.take(&proposals::follow(&untrack(|| plan.input()), before, format, &own));
            }
            code
        });
    }

    /// Shows what a format proposes.
    fn take(&self, proposed: &EventInput) {
        let texts = [
            (self.title, &proposed.title),
            (self.topics, &proposed.topics),
            (self.capacity, &proposed.capacity),
            (self.minimum, &proposed.minimum),
            (self.audience, &proposed.audience),
            (self.guest_hours, &proposed.guest_hours),
            (self.admission, &proposed.admission),
        ];
        for (value, text) in texts {
            set(value, text);
        }
        // What a format without a text hides stays in its field.
        if untrack(|| self.described()) {
            set(self.description, &proposed.description);
            set(self.contents, &proposed.contents);
        }
        self.roles.set(proposed.roles.clone());
        if let Some((day, hours)) = self.days.with_untracked(|days| days.first().copied()).zip(proposed.days.first()) {
            day.set_hours(hours);
        }
    }

    /// An event that becomes a Startseminar gets the contents of the curriculum and takes tandems only, as a new one; what somebody typed is left alone.
    fn fill_curriculum(&self) {
        let (format, contents, admission) = (self.format, self.contents, self.admission);
        Effect::new(move |before: Option<bool>| {
            let starts = format.with(|format| format == Format::TandemStartseminar.code());
            // Chosen just now, not read from an event whose Koordination has decided otherwise.
            let chosen = starts && before == Some(false);
            if chosen && contents.with_untracked(String::is_empty) {
                contents.set(german::STARTSEMINAR_CONTENTS.join("\n"));
            }
            if chosen && admission.with_untracked(|code| code == Admission::Singles.code()) {
                admission.set(Admission::Tandems.code().into());
            }
            starts
        });
    }

    /// A Teamtreffen is for the KiSo of a region, once its format is chosen; what somebody ticked is left alone.
    fn gather_team(&self) {
        let (format, audience, roles) = (self.format, self.audience, self.roles);
        Effect::new(move |before: Option<bool>| {
            let team = format.with(|format| format == Format::Sozialraumteamtreffen.code());
            if team && before == Some(false) {
                audience.set(Audience::Members.code().into());
                if roles.with_untracked(Vec::is_empty) {
                    roles.set(vec![Role::KiSo.code().into()]);
                }
            }
            team
        });
    }

    /// Guests of a new event that is opened to everybody confirm their address; hours that somebody has entered are left alone.
    fn ask_guests(&self) {
        let (audience, hours) = (self.audience, self.guest_hours);
        Effect::new(move |before: Option<bool>| {
            let open = audience.with(|code| code == Audience::Public.code());
            if open && before == Some(false) && hours.with_untracked(String::is_empty) {
                hours.set(guests::PROPOSED_HOURS.to_string());
            }
            open
        });
    }
}

/// Which event the form is about, by its id.
#[derive(Clone)]
enum Target {
    /// The id that a new one gets.
    New(String),
    Known(String),
}

/// Plans a new event or changes one, then calls `saved` with its id.
#[component]
pub fn PlanningForm(event: EventFormView, saved: Saved) -> impl IntoView {
    let EventFormView { id, request, revision, input, area, today, later, proposals } = event;
    let page = id.as_ref().map(|id| format!("/app/veranstaltungen/{id}")).unwrap_or_default();
    let target = id.map_or(Target::New(request), Target::Known);
    let (scope, left) = (Scope::only_this(), RwSignal::new(Vec::<String>::new()));
    // The form stays open where an event of the series could not follow, and then goes on from what it has saved.
    let revision = RwSignal::new(revision);
    let plan = Plan::of(input);
    match target {
        Target::New(_) => {
            plan.follow_format(proposals);
            plan.ask_guests();
        }
        Target::Known(_) => plan.fill_curriculum(),
    }
    plan.gather_team();
    let form = Form::new(move || plan.input().check(today).err().unwrap_or_default());
    let send = move || -> Sending {
        left.set(vec![]);
        let saving = save(target.clone(), revision.get(), plan.input(), scope.is_later());
        Box::pin(async move {
            let (id, done) = saving.await?;
            if done.left.is_empty() {
                _ = saved.try_run(id);
            } else {
                form.show(None);
                revision.set(done.revision);
                left.set(done.left);
            }
            Ok(())
        })
    };
    view! {
        <SendForm form label="Speichern" send>
            <LeftAsTheyWere page left />
            <About form plan />
            <h2>"Termine"</h2>
            <DayFields form days=plan.days />
            <Addressed form plan area />
            <Seats form plan />
            <ScopeField form scope later />
        </SendForm>
    }
}

/// The id of the event, and what became of its series.
async fn save(
    target: Target,
    revision: u32,
    input: EventInput,
    later: bool,
) -> Result<(String, SeriesSaved), ApiError> {
    match target {
        Target::New(request) => Ok((create_event(input, Some(request)).await?, SeriesSaved::default())),
        Target::Known(id) if later => Ok((id.clone(), update_series(id, revision, input).await?)),
        Target::Known(id) => {
            update_event(id.clone(), revision, input).await?;
            Ok((id, SeriesSaved::default()))
        }
    }
}

#[component]
fn About(form: Form, plan: Plan) -> impl IntoView {
    let formats = choices(Format::ALL, Format::code, german::format);
    let described = move || plan.described();
    view! {
        <Field form name="title" label="Titel" value=plan.title />
        <SelectField form name="format" label="Format" value=plan.format options=formats />
        <Show when=described fallback=|| view! { <p>"Zu einer Kollegialen Fallberatung wird kein Inhalt gespeichert, nur Tag, Dauer und Teilnahme."</p> }>
            <LinesField form name="description" label="Beschreibung" value=plan.description rows=4 optional=true />
            <LinesField form name="contents" label="Inhalte" value=plan.contents rows=10 optional=true
                hint="Ein Inhalt je Zeile. Bei einem Startseminar steht hier das Curriculum, bei einem Treffen die Tagesordnung." />
            <LinesField form name="materials" label="Materialien" value=plan.materials rows=3 optional=true
                hint="Ein Eintrag je Zeile: ein Text, oder ein Link mit https:// und davor, wie er heißt. Nur wer einen Platz hat, sieht sie." />
        </Show>
        <LinesField form name="topics" label="Themen" value=plan.topics rows=2 optional=true
            hint="Ein Stichwort je Zeile, immer gleich geschrieben, zum Beispiel »Kinderschutz«. Die Auswertung zählt danach." />
    }
}

#[component]
fn Seats(form: Form, plan: Plan) -> impl IntoView {
    // What has taken place keeps its status; attendance and certificates lead to it and back.
    let is =
        EventStatus::from_code(&plan.status.get_untracked()).filter(|status| !EventStatus::PLANNED.contains(status));
    let states = is.map_or(EventStatus::PLANNED.to_vec(), |status| vec![status]);
    let states = choices(&states, EventStatus::code, german::event_status);
    view! {
        <h2>"Plätze und Anmeldung"</h2>
        <Field form name="capacity" label="Plätze" value=plan.capacity inputmode="numeric"
            hint="Gezählt werden Personen; ein Tandem braucht zwei Plätze." />
        <Field form name="minimum" label="Mindestzahl" value=plan.minimum inputmode="numeric" optional=true
            hint="So viele Personen sollten es sein; was noch fehlt, steht bei der Veranstaltung. Abgesagt wird nicht von selbst." />
        <LimitFields form limits=plan.limits />
        <CheckField form name="waiting_list" label="Warteliste führen" value=plan.waiting_list
            hint="Wer kommt, wenn alle Plätze vergeben sind, wartet und rückt in dieser Reihenfolge nach." />
        <Field form name="reply_days" label="Antwortfrist beim Nachrücken in Tagen" value=plan.reply_days inputmode="numeric" optional=true
            hint="Wer allein nachrückt, muss den Platz so lange bestätigen, sonst rückt die nächste Person nach. Leer: ohne Bestätigung." />
        <Field form name="guest_hours" label="Stunden zum Bestätigen ohne Konto" value=plan.guest_hours inputmode="numeric" optional=true
            hint="Wer sich ohne Konto anmeldet, bestätigt so lange über den Link in der Mail; sonst wird der Platz frei. Leer: ohne Bestätigung." />
        <CheckField form name="approval" label="Die Koordination entscheidet über jede Anmeldung" value=plan.approval
            hint="Wer sich anmeldet, fragt an und hat keinen Platz, bis Sie in der Liste der Teilnehmenden zusagen." />
        <Field form name="opens" label="Anmeldung ab" value=plan.opens kind="date" optional=true hint="Leer: ab sofort" />
        <Field form name="closes" label="Anmeldeschluss" value=plan.closes kind="date" hint="Dieser Tag zählt noch mit." />
        <Field form name="cancel_until" label="Selbst stornieren bis" value=plan.cancel_until kind="date" optional=true
            hint="Dieser Tag zählt noch mit. Danach storniert nur die Koordination. Leer: bis die Veranstaltung beginnt." />
        <Pairs form plan />
        <Field form name="required_share" label="Anwesenheit für die Bescheinigung in Prozent" value=plan.required_share inputmode="numeric"
            hint="So viel der geplanten Zeit muss jemand anwesend sein, um eine Teilnahmebescheinigung zu bekommen." />
        <RadioField form name="status" label="Stand" value=plan.status options=states />
    }
}

/// For whom the event is. Roles and employers are asked about only where not everybody may come.
#[component]
fn Addressed(form: Form, plan: Plan, area: AreaNames) -> impl IntoView {
    let audiences = choices(Audience::ALL, Audience::code, german::audience);
    let roles = StoredValue::new(choices(&Circle::ROLES, Role::code, domain::german::role));
    let named = |id: String, name: &String| (id, name.clone());
    let sozialraeume: Vec<_> = area.sozialraeume.iter().map(|(id, name)| named(id.to_string(), name)).collect();
    let employers: Vec<_> = area.anstellungstraeger.iter().map(|(id, name)| named(id.to_string(), name)).collect();
    let employers = StoredValue::new(employers);
    let members = move || plan.audience.with(|code| code == Audience::Members.code());
    view! {
        <h2>"Für wen"</h2>
        <RadioField form name="audience" label="Wer kann sich anmelden?" value=plan.audience options=audiences />
        <ChecksField form name="sozialraeume" label="Sozialräume" values=plan.sozialraeume options=sozialraeume
            hint="Ohne Haken: der ganze Bereich. Bei Veranstaltungen nur für Personen mit Konto sehen nur die gewählten Sozialräume den \
                Termin; bei öffentlichen steht hier, wohin er gehört." />
        <Show when=members>
            <ChecksField form name="roles" label="Rollen" values=plan.roles options=roles.get_value() hint="Ohne Haken: alle." />
            <ChecksField form name="anstellungstraeger" label="Anstellungsträger" values=plan.anstellungstraeger options=employers.get_value()
                hint="Ohne Haken: alle. Sonst sehen den Termin nur diese Anstellungsträger und die KiSo und Leitungen ihrer Kitas." />
        </Show>
    }
}

/// Who comes alone, who in twos, and what holds for those; the latter only where there can be some.
#[component]
fn Pairs(form: Form, plan: Plan) -> impl IntoView {
    let admissions = choices(Admission::ALL, Admission::code, german::admission);
    let tandems = move || plan.admission.with(|code| Admission::from_code(code).is_some_and(Admission::takes_tandems));
    view! {
        <RadioField form name="admission" label="Einzeln oder als Tandem?" value=plan.admission options=admissions />
        <Show when=tandems>
            <Field form name="confirm_days" label="Tage zum Bestätigen" value=plan.confirm_days inputmode="numeric"
                hint="So lange sind zwei Plätze für ein Tandem gehalten, dessen zweite Hälfte noch nicht bestätigt hat. Danach werden beide frei." />
            <CheckField form name="overtaking" label="Einzelne dürfen ein wartendes Tandem überholen" value=plan.overtaking
                hint="Gilt, wenn nur ein Platz frei ist. Sonst bleibt der Platz für das Tandem, das vorn steht. Die Regel steht auch auf der Anmeldung." />
        </Show>
    }
}

fn choices<T: Copy>(all: &[T], code: fn(T) -> &'static str, text: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|value| (code(*value).to_owned(), text(*value).to_owned())).collect()
}
