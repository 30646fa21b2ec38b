//! Kinds of words that say whether somebody beside them is a victim, as classes of the lexicon.

use crate::doc::Doc;
use crate::learned::features::named;
use crate::learned::occasions::Kind;
use crate::lexicon::{Class, Entry};

named! {
    /// A kind of word.
    pub(super) enum Cue {
        Killed = "killed",
        Injured = "injured",
        MaybeInjured = "maybe-injured",
        Unharmed = "unharmed",
        Survived = "survived",
        Harmed = "harmed",
        Contact = "contact",
        Explosion = "explosion",
        Says = "says",
        Cites = "cites",
        Denies = "denies",
        Statement = "statement",
        Role = "role",
        Title = "title",
        Institution = "institution",
        Body = "body",
        LocalOffice = "local-office",
        Hospital = "hospital",
        BodyPart = "body-part",
        Wound = "wound",
        Suffers = "suffers",
        Fate = "fate",
        Remains = "remains",
        Kin = "kin",
        KinLink = "kin-link",
        Job = "job",
        Child = "child",
        Victim = "victim",
        OfOneSex = "of-one-sex",
        People = "people",
        He = "he",
        Who = "who",
        ListOpener = "list-opener",
        Subset = "subset",
        Vehicle = "vehicle",
        Activity = "activity",
        Found = "found",
        Clearer = "clearer",
        Attack = "attack",
        Weapon = "weapon",
        Device = "device",
        Visit = "visit",
        Leaves = "leaves",
        Animal = "animal",
        Another = "another",
        Degree = "degree",
        Age = "age",
        Credit = "credit",
        Be = "be",
        And = "and",
        From = "from",
        PlaceNoun = "place-noun",
    }
}

/// What a class of the lexicon stands for.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// One cue, whatever the entry.
    One(Cue),
    /// It is for the entry to say.
    Entry(fn(&Entry) -> Option<Cue>),
}

/// Classes and what they stand for.
const CLASSES: &[(&str, Meaning)] = &[
    ("effects", Meaning::Entry(of_effect)),
    ("explosions", Meaning::Entry(of_explosion)),
    ("reporting", Meaning::Entry(of_reporting)),
    ("people", Meaning::Entry(of_people)),
    ("not_places", Meaning::Entry(of_not_place)),
    ("conjunctions", Meaning::Entry(of_conjunction)),
    ("statement_nouns", Meaning::One(Cue::Statement)),
    ("statement_verbs", Meaning::One(Cue::Statement)),
    ("roles", Meaning::One(Cue::Role)),
    ("bodies", Meaning::One(Cue::Body)),
    ("local_offices", Meaning::One(Cue::LocalOffice)),
    ("hospitals", Meaning::One(Cue::Hospital)),
    ("body_parts", Meaning::One(Cue::BodyPart)),
    ("wounds", Meaning::One(Cue::Wound)),
    ("frames", Meaning::One(Cue::Suffers)),
    ("fates", Meaning::One(Cue::Fate)),
    ("later_deaths", Meaning::One(Cue::Fate)),
    ("remains", Meaning::One(Cue::Remains)),
    ("kin_links", Meaning::One(Cue::KinLink)),
    ("relatives", Meaning::One(Cue::Who)),
    ("list_openers", Meaning::One(Cue::ListOpener)),
    ("subsets", Meaning::One(Cue::Subset)),
    ("vehicles", Meaning::One(Cue::Vehicle)),
    ("activities", Meaning::One(Cue::Activity)),
    ("find_verbs", Meaning::One(Cue::Found)),
    ("clearers", Meaning::One(Cue::Clearer)),
    ("other_causes", Meaning::One(Cue::Attack)),
    ("weapons", Meaning::One(Cue::Weapon)),
    ("device", Meaning::One(Cue::Device)),
    ("visit_words", Meaning::One(Cue::Visit)),
    ("leaving_verbs", Meaning::One(Cue::Leaves)),
    ("animals", Meaning::One(Cue::Animal)),
    ("another", Meaning::One(Cue::Another)),
    ("degrees", Meaning::One(Cue::Degree)),
    ("degree_adverbs", Meaning::One(Cue::Degree)),
    ("age_words", Meaning::One(Cue::Age)),
    ("credit_words", Meaning::One(Cue::Credit)),
    ("auxiliaries", Meaning::One(Cue::Be)),
    ("place_prepositions", Meaning::One(Cue::From)),
    ("place_nouns", Meaning::One(Cue::PlaceNoun)),
];

/// The cues and the kinds of one lexicon's words.
#[derive(Debug)]
pub(crate) struct Cues {
    /// By class.
    meanings: Vec<Option<Meaning>>,
    /// By class.
    kinds: Vec<Option<Kind>>,
}

impl Cues {
    /// Of the lexicon of a text.
    pub(crate) fn of(doc: &Doc<'_>) -> Self {
        let classes = doc.lexicon.class_count();
        let mut meanings = vec![None; classes];
        for (name, meaning) in CLASSES {
            if let Some(slot) = meanings.get_mut(doc.class(name).number()) {
                *slot = Some(*meaning);
            }
        }
        let mut kinds = vec![None; classes];
        for kind in Kind::ALL {
            if let Some(slot) = kinds.get_mut(doc.class(kind.name()).number()) {
                *slot = Some(*kind);
            }
        }
        Self { meanings, kinds }
    }

    /// The cue that an entry is.
    pub(super) fn cue(&self, class: Class, entry: &Entry) -> Option<Cue> {
        match self.meanings.get(class.number()).copied().flatten()? {
            Meaning::One(cue) => Some(cue),
            Meaning::Entry(of) => of(entry),
        }
    }

    /// The kind of a class.
    pub(super) fn kind(&self, class: Class) -> Option<Kind> {
        self.kinds.get(class.number()).copied().flatten()
    }
}

fn of_effect(entry: &Entry) -> Option<Cue> {
    Some(match &*entry.value {
        "none" => return None,
        "injured" if entry.has("weak") => Cue::MaybeInjured,
        "killed" => Cue::Killed,
        "injured" => Cue::Injured,
        "unharmed" => Cue::Unharmed,
        "survived" | "recovers" => Cue::Survived,
        _ => Cue::Harmed,
    })
}

fn of_explosion(entry: &Entry) -> Option<Cue> {
    Some(if &*entry.value == "contact" { Cue::Contact } else { Cue::Explosion })
}

fn of_reporting(entry: &Entry) -> Option<Cue> {
    Some(match &*entry.value {
        "says" => Cue::Says,
        "denies" | "differs" => Cue::Denies,
        "credit" => Cue::Credit,
        _ => Cue::Cites,
    })
}

fn of_people(entry: &Entry) -> Option<Cue> {
    Some(if entry.has("pronoun") {
        Cue::He
    } else if entry.has("relative") {
        Cue::Who
    } else if entry.has("kin") {
        Cue::Kin
    } else if entry.has("child") || entry.has("teen") {
        Cue::Child
    } else if entry.has("victim") {
        Cue::Victim
    } else if entry.has("job") {
        Cue::Job
    } else if entry.get("sex").is_some() {
        Cue::OfOneSex
    } else {
        Cue::People
    })
}

fn of_not_place(entry: &Entry) -> Option<Cue> {
    match &*entry.value {
        "title" => Some(Cue::Title),
        "institution" => Some(Cue::Institution),
        _ => None,
    }
}

fn of_conjunction(entry: &Entry) -> Option<Cue> {
    (&*entry.value == "and").then_some(Cue::And)
}
