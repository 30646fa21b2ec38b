//! The reader as other crates see it: made once, shared between threads, a pure function of its input.

use std::sync::{Arc, OnceLock};

use cairn_gazetteer::Gazetteer;
use cairn_gazetteer::remembered::next_owner;
use cairn_model::{DocumentMeta, Note, NoteKind, Reading, StatementKind};
use rustc_hash::FxHashMap;

use crate::agreement;
use crate::context::Context;
use crate::devices::is_about_ordnance;
use crate::doc::Doc;
use crate::figures::figures;
use crate::incidents::{Event, Occasions, incidents_of, occasions};
use crate::language::{SmallWords, language};
use crate::languages;
use crate::learned::Learned;
use crate::lexicon::{Lexicon, LexiconError};
use crate::resolve::resolve_places;
use crate::revisions::revision;
use crate::statements::statements;

/// Reads documents. Cheap to share between threads; reading is a pure function of its arguments.
pub struct Reader {
    small_words: SmallWords,
    /// Each is compiled when the first text in its language comes.
    lexicons: FxHashMap<&'static str, OnceLock<Option<Result<Lexicon, LexiconError>>>>,
    gazetteer: Arc<Gazetteer>,
    /// What decides where rules leave it open.
    learned: Learned,
    /// No other reader of this process has it; what threads remember of places goes by it.
    pub(crate) serial: u64,
}

/// A document to be read.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'a> {
    /// What its reading will be called.
    pub id: &'a str,
    /// Its text.
    pub text: &'a str,
    /// What is known beside the text.
    pub meta: &'a DocumentMeta,
}

/// How many documents are best read abreast: more gain no more and take more memory.
pub const ABREAST: usize = 24;

/// A text that has come through the first steps.
struct Underway<'a> {
    context: &'a Context<'a>,
    reading: &'a mut Reading,
    /// The occasions that it tells of, until its incidents are read; where it is about ordnance.
    events: Option<Vec<Event>>,
    /// Where it is about ordnance.
    occasions: Option<Occasions>,
}

/// Why a reader cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReaderError {
    /// A lexicon file has a line that cannot be used.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
}

impl Reader {
    /// A reader of all languages that have a lexicon.
    ///
    /// # Errors
    /// When a lexicon file has a line that cannot be used.
    pub fn new(gazetteer: Arc<Gazetteer>) -> Result<Self, ReaderError> {
        let lexicons = languages::languages().map(|language| (language, OnceLock::new())).collect();
        let serial = next_owner();
        let learned = Learned::built_in();
        let small_words = SmallWords::new()?;
        Ok(Self { small_words, lexicons, gazetteer, learned, serial })
    }

    /// The same with rules alone: nothing that was learned decides anything.
    pub fn by_rules_alone(self) -> Self {
        Self { learned: Learned::default(), ..self }
    }

    /// The places that the reader knows.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Reads one document's text. Every span in the result counts bytes of `text`.
    ///
    /// A text in a language without a lexicon gives no claims and a note that says so.
    pub fn read(&self, id: &str, text: &str, meta: &DocumentMeta) -> Reading {
        self.read_abreast(&[Unread { id, text, meta }]).pop().unwrap_or_default()
    }

    /// Reads several documents, each as [`Reader::read`] does, and gives their readings in their order.
    ///
    /// They go through the cascade side by side: each step is taken with all of them before the next
    /// one. The code of all steps is far larger than a processor's caches, so that one text after the
    /// other would wait for all of it to come from memory again and again. [`ABREAST`] is a good number.
    pub fn read_abreast(&self, unread: &[Unread<'_>]) -> Vec<Reading> {
        let mut readings: Vec<Reading> = unread.iter().map(|one| self.begin(one)).collect();
        let mut docs = Vec::with_capacity(unread.len());
        for (reading, one) in readings.iter_mut().zip(unread) {
            match self.lexicon(reading.language.as_deref()) {
                Ok(lexicon) => {
                    docs.push((Doc::knowing(one.text, one.meta, lexicon, self), reading));
                }
                Err(note) => reading.notes.push(note),
            }
        }
        let (docs, begun): (Vec<Doc<'_>>, Vec<&mut Reading>) = docs.into_iter().unzip();
        let mut contexts = Context::abreast(docs.iter(), self);
        for context in &mut contexts {
            context.occasion_weights = self.learned.occasions;
        }
        let mut underway: Vec<Underway<'_>> = (contexts.iter().zip(begun))
            .map(|(context, reading)| Underway { context, reading, events: None, occasions: None })
            .collect();
        for step in STEPS {
            underway.iter_mut().for_each(|one| step(one, self));
        }
        readings
    }

    fn begin(&self, one: &Unread<'_>) -> Reading {
        let language = language(one.text, one.meta, &self.small_words);
        Reading { id: one.id.to_owned(), language, ..Reading::default() }
    }
}

/// A step from what is found in a text to what it says.
type Step = fn(&mut Underway<'_>, &Reader);

/// The last steps in their order.
const STEPS: [Step; 6] = [
    |one, _| {
        one.reading.published = one.context.dates.published;
        let told = is_about_ordnance(one.context.doc, &one.context.devices);
        one.events = told.then(|| occasions(one.context));
    },
    |one, reader| {
        if let Some(events) = one.events.take() {
            let mut told = incidents_of(one.context, events);
            reader.learned.complete(one.context, &mut told);
            one.reading.incidents = told.incidents;
            one.reading.contradictions = told.contradictions;
            one.reading.notes = told.notes;
            one.occasions = Some(told.occasions);
        }
    },
    |one, _| {
        if one.occasions.is_some() {
            let figures = figures(one.context, &one.reading.incidents);
            one.reading.finds = figures.finds;
            one.reading.tallies = figures.tallies;
            one.reading.contradictions.extend(figures.contradictions);
            one.reading.notes.extend(figures.notes);
        }
    },
    |one, _| {
        if let Some(occasions) = &one.occasions {
            let (more, disputes) = agreement::disagreements(one.context, occasions, one.reading);
            one.reading.contradictions.extend(more);
            agreement::settle(one.reading, &disputes);
        }
    },
    |one, _| {
        let Context { doc, sources, dates, .. } = one.context;
        one.reading.revision = revision(doc);
        one.reading.statements = statements(doc, sources, &dates.mentions);
        let appeals = one.reading.statements.iter().filter(|one| one.kind == StatementKind::Appeal);
        one.reading.appeals = appeals.cloned().collect();
    },
    |one, reader| {
        resolve_places(reader, one.reading, one.context.doc.meta);
        number_contradictions(one.reading);
    },
];

impl Reader {
    /// The lexicon of a language, or why there is none.
    fn lexicon(&self, language: Option<&str>) -> Result<&Lexicon, Note> {
        let code = language.map(languages::lexicon_of);
        let slot = code.and_then(|code| self.lexicons.get_key_value(code));
        let compiled = slot
            .and_then(|(code, lexicon)| lexicon.get_or_init(|| languages::lexicon(code)).as_ref());
        match compiled {
            Some(Ok(lexicon)) => Ok(lexicon),
            Some(Err(error)) => {
                Err(kept(format!("{error}; the document is kept, no claims were read")))
            }
            None => Err(not_read(language)),
        }
    }
}

/// Contradictions come from several steps; here they get their ids.
fn number_contradictions(reading: &mut Reading) {
    for (number, contradiction) in (1..).zip(&mut reading.contradictions) {
        contradiction.id = format!("c{number}");
    }
}

fn not_read(language: Option<&str>) -> Note {
    let text = language.map_or_else(
        || "the language could not be told; the document is kept, no claims were read".to_owned(),
        |code| format!("there is no lexicon for language `{code}`; the document is kept, no claims were read"),
    );
    kept(text)
}

fn kept(text: String) -> Note {
    Note { kind: NoteKind::LanguageNotRead, text, evidence: Vec::new() }
}
