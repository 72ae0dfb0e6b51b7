use crate::{
    installation::{Office, installation},
    ui::{Head, OfficeFact, Page, TableFrame, heads},
};
use leptos::prelude::*;

/// What is stored of whom, why and for how long (Art. 13 DSGVO).
#[component]
pub fn DatenschutzPage() -> impl IntoView {
    let office = installation().office;
    view! {
        <Page title="Datenschutz">
            <div class="text">
                <p class="lead">
                    "Dieses Portal speichert so wenig wie möglich. Angaben über einzelne Familien oder Kinder werden nirgends
                    gespeichert."
                </p>
                <Responsible office=office.clone() />
                <Visit />
                <Accounts />
                <Events />
                <Surveys />
                <Retention />
                <Rights hosting=office.hosting />
            </div>
        </Page>
    }
}

#[component]
fn Responsible(office: Office) -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Wer verantwortlich ist"</h2>
        <address><OfficeFact value=office.provider missing="Körperschaft und Anschrift" /></address>
        <p>
            "Telefon: " <OfficeFact value=office.phone missing="Telefonnummer" /> <br />
            "E-Mail: " <OfficeFact value=office.email missing="E-Mail-Adresse" />
        </p>
        <p>
            "Datenschutzbeauftragte Person: "
            <OfficeFact value=office.data_protection_officer missing="Erreichbarkeit der datenschutzbeauftragten Person" />
        </p>
        <p>
            "Rechtsgrundlage ist die Erfüllung einer öffentlichen Aufgabe (Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit § 25
            KiTaG Rheinland-Pfalz). "
            <OfficeFact value=None missing="Bestätigung der Rechtsgrundlage durch die datenschutzbeauftragte Person" />
        </p>
    }
}

#[component]
fn Visit() -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Wenn Sie diese Seiten lesen"</h2>
        <p>
            "Wer nur liest, bekommt kein Cookie. Es gibt keine Statistik über Besucherinnen und Besucher und keine Inhalte von
            anderen Servern: Schriften, Bilder und Programmteile liegen auf diesem Server."
        </p>
        <p>
            "Gegen massenhafte Versuche merkt sich der Server die Internet-Adresse von Anmeldungen, Meldungen und Antworten für kurze
            Zeit im Arbeitsspeicher. Sie wird nicht auf Dauer gespeichert."
        </p>
    }
}

#[component]
fn Accounts() -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Wenn Sie ein Konto haben"</h2>
        <p>
            "Gespeichert werden Name, E-Mail-Adresse, Rolle, ein Prüfwert Ihres Passworts (nie das Passwort selbst) und Ihre
            Sitzungen mit Browser und Zeit. Nach der Anmeldung setzt das Portal ein Cookie, das nur die Sitzung erkennt. Es ist
            technisch nötig (§ 25 Abs. 2 TDDDG) und endet mit der Sitzung."
        </p>
        <p>
            "Änderungen an Stammdaten, Beträgen und Konten werden protokolliert: wer, was, wann. Damit lässt sich jeder Betrag
            erklären."
        </p>
        <p>
            "Damit Sie ohne Netz arbeiten können, legt das Portal im internen Bereich Programmteile und Ihre Entwürfe auf dem Gerät
            ab."
        </p>
    }
}

#[component]
fn Events() -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Wenn Sie sich zu einer Veranstaltung anmelden"</h2>
        <p>
            "Gespeichert werden die Angaben aus dem Anmeldeformular. Angaben zu Verpflegung und Unterstützung sind freiwillig. Die
            Bestätigung kommt als E-Mail."
        </p>
        <p>
            "Meldet jemand Sie als Teil eines Tandems an, hat das Portal Ihren Namen und Ihre E-Mail-Adresse von dieser Person. Sie
            bekommen sofort eine Mail und können ablehnen."
        </p>
        <p>
            "Auch die Koordination und Ihr Anstellungsträger können Sie anmelden. Dann hat das Portal Ihre Angaben von dort; Sie
            bekommen sofort eine Mail mit einem Link, über den Sie absagen können."
        </p>
        <p>
            "Damit die Anwesenheit auch ohne Netz eingetragen werden kann, liegen die Namen der Angemeldeten von 7 Tagen vor bis 3
            Tage nach einem Termin verschlüsselt auf dem Tablet der Koordination; danach werden sie gelöscht, sobald dort jemand den
            internen Bereich öffnet. Der Code, den Sie am Eingang zeigen können, enthält nur eine Adresse; Ihren Namen sieht dahinter
            allein, wer die Anwesenheit einträgt."
        </p>
    }
}

#[component]
fn Surveys() -> impl IntoView {
    let cell_min = installation().cell_min;
    view! {
        <h2 class="kern-heading-medium">"Wenn Sie einen Fragebogen ausfüllen"</h2>
        <p>
            "Antworten von Eltern, Mitarbeitenden und Partnern sind freiwillig und ohne Namen. Zu einer Antwort werden weder Konto
            noch Internet-Adresse noch Gerät gespeichert, und von der Zeit nur der Tag. Bei einer öffentlichen Umfrage und auf dem
            Tablet der Kita-Sozialarbeit steht dabei, in welcher der angebotenen Sprachen geantwortet wurde; ausgewertet wird das
            nur über alle Kitas zusammen. Anzahlen unter "{cell_min}" werden nicht gezeigt."
        </p>
        <p>
            "Nach dem Absenden einer öffentlichen Umfrage merkt sich Ihr Browser mit einem Cookie 30 Tage lang, dass von hier
            geantwortet wurde; es gilt nur für die Seiten dieser Umfrage. Der Server bewahrt dazu einen Prüfwert auf, getrennt von
            den Antworten und nicht mit ihnen verbunden, und löscht ihn nach 30 Tagen. So zählt niemand doppelt."
        </p>
        <p>
            "Wählen Sie in einer Umfrage „Später fortsetzen“, dann liegen Ihre angefangenen Antworten in Cookies auf Ihrem Gerät,
            höchstens sieben Tage und nicht länger als die Umfrage; der Server bewahrt davon nichts auf. Wer dasselbe Gerät benutzt,
            kann sie sehen. „Angefangene Antworten verwerfen“ oder das Absenden löscht sie."
        </p>
        <p>
            "Bitte schreiben Sie in freie Felder keine Namen, Telefonnummern oder Adressen. Was Sie mit eigenen Worten schreiben,
            liest zuerst nur die Kita-Sozialarbeit der Kita. Das Kreisjugendamt sieht davon häufige Wörter und die Texte, die sie
            freigibt, ohne die Stellen, die sie schwärzt. Gelöscht werden sie mit den Antworten."
        </p>
    }
}

#[component]
fn Retention() -> impl IntoView {
    let kept = installation().retention;
    let rows = [
        ("Angaben zu Verpflegung und Unterstützung", "4 Wochen nach der Veranstaltung".to_owned()),
        (
            "Anmeldungen, Anwesenheit und Namen auf Bescheinigungen; die Nummern der Bescheinigungen bleiben prüfbar, und Summen ohne \
             Namen für die Statistik",
            format!("{} nach der Veranstaltung", months(kept.registrations_months)),
        ),
        ("Einzelne Antworten aus Fragebögen", format!("höchstens {}", months(kept.answers_months))),
        ("Vermerk, dass an einer Umfrage teilgenommen wurde", "30 Tage".to_owned()),
        ("Abrechnungen", "10 Jahre".to_owned()),
    ]
    .map(|(what, how_long)| {
        view! {
            <tr class="kern-table__row">
                <th class="kern-table__header" scope="row">{what}</th>
                <td class="kern-table__cell">{how_long}</td>
            </tr>
        }
    })
    .collect_view();
    view! {
        <h2 class="kern-heading-medium">"Wie lange etwas aufbewahrt wird"</h2>
        <TableFrame caption="Vorgesehene Aufbewahrung">
            {heads([Head::text("Was"), Head::text("Wie lange")])}
            <tbody>{rows}</tbody>
        </TableFrame>
        <p>"In dieser Fassung des Portals ist das Löschen nach diesen Fristen noch nicht für alle Angaben selbsttätig eingerichtet."</p>
    }
}

#[component]
fn Rights(hosting: Option<String>) -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Wer die Daten sieht"</h2>
        <p>
            "Jede Rolle sieht nur, was sie braucht: Anstellungsträger ihre eigenen Stellen und Kitas, KiSo die ihnen zugeordneten
            Kitas, Kita-Leitungen die eigene Kita. Betrieb des Servers: "
            <OfficeFact value=hosting missing="Betreiber und Standort des Servers" />
        </p>
        <h2 class="kern-heading-medium">"Ihre Rechte"</h2>
        <p>
            "Sie können Auskunft, Berichtigung, Löschung und Einschränkung verlangen und der Verarbeitung widersprechen (Art. 15 bis
            18 und 21 DSGVO). Wenden Sie sich dazu an die verantwortliche Stelle oder die datenschutzbeauftragte Person."
        </p>
        <p>
            "Beschweren können Sie sich beim Landesbeauftragten für den Datenschutz und die Informationsfreiheit
            Rheinland-Pfalz (Art. 77 DSGVO)."
        </p>
    }
}

fn months(number: u32) -> String {
    if number == 1 { "1 Monat".into() } else { format!("{number} Monate") }
}
