//! Français. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "La participation est volontaire et anonyme. Nous n’enregistrons que vos réponses et le jour : ni nom, ni adresse, ni appareil."
        }
        Text::PaperHow => "Cochez une case ou écrivez dans le champ. Une flèche indique la question suivante.",
        Text::PaperOnlyIf => "Seulement si la réponse à la question {} est : {}",
        Text::PaperRule => "Seulement si : {}",
        Text::PaperGoTo => "aller à la question {}",
        Text::PaperGoToEnd => "aller à la fin de la feuille",
        Text::PaperReturn => "Veuillez remettre la feuille à votre Kita.",
        Text::Language => "Langue",
        Text::Next => "Suivant",
        Text::Back => "Retour",
        Text::Send => "Envoyer",
        Text::Progress => "Page {} sur {}",
        Text::Required => "Question obligatoire",
        Text::SeveralAnswers => "Plusieurs réponses sont possibles.",
        Text::NoNames => "Merci de n’écrire ni noms, ni numéros de téléphone, ni adresses.",
        Text::MaybePersonal => {
            "Il y a peut-être ici un nom, un numéro de téléphone ou autre chose qui permet de reconnaître quelqu’un. Merci de l’enlever."
        }
        Text::RankHint => "Donnez un rang à chaque point. 1 est le plus important.",
        Text::Choose => "Veuillez choisir",
        Text::Confirm => "Oui",
        Text::Entry => "Entrée {}",
        Text::AddEntry => "Ajouter une entrée",
        Text::RemoveEntry => "Supprimer cette entrée",
        Text::FaultsTitle => "Veuillez vérifier cette page.",
        Text::MoreQuestions => "Vos réponses font apparaître d’autres questions sur cette page.",
        Text::LookAgain => "Merci de relire votre texte. Vous pouvez le modifier ou le laisser tel quel.",
        Text::AnswerMissing => "Veuillez répondre à cette question.",
        Text::AnswerDoesNotFit => "Cette réponse ne convient pas à la question. Veuillez la vérifier.",
        Text::NotAWholeNumber => "Veuillez saisir un nombre entier, par exemple 12.",
        Text::NotANumber => "Veuillez saisir un nombre, par exemple 2,5.",
        Text::NotADate => "Veuillez saisir une date, par exemple 31.03.2027.",
        Text::NotATime => "Veuillez saisir une heure, par exemple 09:30.",
        Text::NotAChoice => "Veuillez choisir une des réponses proposées.",
        Text::OutOfRange => "Veuillez choisir une valeur sur l’échelle.",
        Text::TooLong => "Veuillez raccourcir votre réponse à 20 000 caractères au plus.",
        Text::RankPress => "Appuyez d’abord sur le plus important. Un nouvel appui libère la place de la réponse.",
        Text::RankPlace => "Place {}",
        Text::NotAPlace => "Veuillez indiquer la latitude et la longitude en degrés, par exemple 50.33 7.22.",
        Text::Locate => "Déterminer la position",
        Text::Locating => "La position est en cours de détermination.",
        Text::LocateRefused => {
            "La position n’est pas autorisée sur cet appareil. Veuillez l’autoriser dans les réglages ou la saisir."
        }
        Text::LocateUnavailable => {
            "La position ne peut pas être déterminée ici. Veuillez réessayer dehors ou la saisir."
        }
        Text::LocateTimeout => "La détermination de la position a pris trop de temps. Veuillez réessayer ou la saisir.",
        Text::DiscardedTitle => "Ce questionnaire a été arrêté.",
        Text::DiscardedText => "Toutes ses réponses ont été effacées. Rien n’a été envoyé.",
        Text::ThanksTitle => "Merci beaucoup !",
        Text::ThanksText => "Vos réponses sont arrivées. Vous pouvez maintenant fermer cette page.",
        Text::AlreadyTitle => "Quelqu’un a déjà répondu depuis cet appareil.",
        Text::AlreadyText => {
            "Cette enquête a déjà été remplie sur cet appareil. Merci ! Chaque personne ne répond qu’une fois."
        }
        Text::NotYetTitle => "Cette enquête commence le {}.",
        Text::NotYetText => "Veuillez revenir à ce moment-là. Le lien reste le même.",
        Text::OverTitle => "Cette enquête est terminée.",
        Text::OverText => "Les réponses ne sont plus acceptées. Merci de votre intérêt.",
        Text::UnknownTitle => "Cette enquête n’existe pas.",
        Text::UnknownText => "Veuillez vérifier le lien ou demander à votre Kita.",
        Text::FailedTitle => "Cela n’a pas fonctionné pour le moment.",
        Text::FailedText => "Veuillez revenir en arrière dans votre navigateur et réessayer dans un instant.",
        Text::NotReached => {
            "Le portail n’a pas pu être joint. Toutes vos réponses sont encore ici. Veuillez vérifier votre connexion à \
             Internet et réessayer. Elles ne comptent qu’une seule fois."
        }
        Text::TryAgain => "Réessayer",
        Text::CodeTitle => "Veuillez saisir votre code.",
        Text::CodeLabel => "Votre code",
        Text::CodeHint => {
            "Le code figure sur la carte que vous avez reçue de la Kita. Il est valable une seule fois et ne révèle pas qui vous êtes."
        }
        Text::CodeWrong => "Ce code n’est pas valable ou a déjà été utilisé. Veuillez le comparer avec votre carte.",
        Text::CardHow => "Scannez l’image avec votre téléphone ou ouvrez l’adresse.",
        Text::CardUntil => "Veuillez répondre jusqu’au {}.",
        Text::CardPromise => {
            "Volontaire et anonyme. Le code est valable une seule fois et ne révèle pas qui vous êtes."
        }
        Text::KioskNext => "Personne suivante",
        Text::KioskStop => "Arrêter et tout effacer",
        Text::Pause => "Continuer plus tard",
        Text::PausedTitle => "Vos réponses sont enregistrées sur cet appareil.",
        Text::PausedText => {
            "Rien n’a encore été envoyé. Veuillez ouvrir de nouveau le lien sur cet appareil avant la fin du {} pour \
             continuer ici. D’autres personnes qui utilisent cet appareil pourraient voir les réponses."
        }
        Text::Resumed => "Vos réponses de la dernière fois sont encore là.",
        Text::Discard => "Supprimer les réponses commencées",
        Text::TooMuch => "Vos réponses sont trop longues pour être conservées. Veuillez terminer l’enquête maintenant.",
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} questions sur {} ont une réponse, {}",
        DeviceText::Saving => "enregistrement en cours …",
        DeviceText::NotAllSaved => "tout n’est pas enregistré",
        DeviceText::Saved => "enregistré sur cet appareil",
        DeviceText::SaveAgain => "Enregistrer de nouveau",
        DeviceText::Finish => "Terminer et envoyer",
        DeviceText::ClosedElsewhere => "Ce questionnaire a été terminé ou supprimé ailleurs.",
        DeviceText::ToDevice => "Vers l’aperçu de cet appareil",
        DeviceText::Full => {
            "La mémoire de cet appareil est pleine. Veuillez y supprimer d’autres données. Votre dernière saisie \
             est encore sur cette page, mais elle n’est pas enregistrée."
        }
        DeviceText::NotStored => {
            "Le navigateur n’a pas pu enregistrer la saisie. Veuillez laisser la page ouverte et réessayer. Une \
             fenêtre privée ne garde rien."
        }
        DeviceText::Locked => {
            "L’appareil est verrouillé. Veuillez saisir votre code PIN. Ce qui était enregistré sera de nouveau là."
        }
        DeviceText::Revoked => {
            "Cet appareil est bloqué et n’accepte plus rien. Veuillez vous adresser à la coordination."
        }
        DeviceText::FinishedElsewhere => {
            "Ces réponses ont déjà été terminées dans une autre fenêtre. C’est cette version qui compte. La \
             version de cette fenêtre n’est pas terminée et ne sera pas envoyée."
        }
    }
}
