//! The reader as other crates see it: made once, shared between threads, a pure function of its input.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, Note, NoteKind, Reading, StatementKind};
use rustc_hash::FxHashMap;

use crate::agreement;
use crate::context::Context;
use crate::devices::is_about_ordnance;
use crate::doc::Doc;
use crate::figures::figures;
use crate::incidents::incidents;
use crate::language::{SmallWords, language};
use crate::languages;
use crate::learned::{self, weights::Weights};
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
    /// What decides where rules leave open who is a victim.
    weights: Option<&'static Weights>,
    /// No other reader of this process has it; what threads remember of places goes by it.
    pub(crate) serial: u64,
}

/// The serial number of the next reader.
static NEXT: AtomicU64 = AtomicU64::new(1);

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
        let serial = NEXT.fetch_add(1, Ordering::Relaxed);
        let weights = Weights::built_in();
        Ok(Self { small_words: SmallWords::new()?, lexicons, gazetteer, weights, serial })
    }

    /// The same with rules alone: nothing that was learned decides anything.
    pub fn by_rules_alone(self) -> Self {
        Self { weights: None, ..self }
    }

    /// The places that the reader knows.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Reads one document's text. Every span in the result counts bytes of `text`.
    ///
    /// A text in a language without a lexicon gives no claims and a note that says so.
    pub fn read(&self, id: &str, text: &str, meta: &DocumentMeta) -> Reading {
        let language = language(text, meta, &self.small_words);
        let mut reading = Reading { id: id.to_owned(), language, ..Reading::default() };
        let lexicon = match self.lexicon(reading.language.as_deref()) {
            Ok(lexicon) => lexicon,
            Err(note) => {
                reading.notes.push(note);
                return reading;
            }
        };
        let doc = Doc::knowing(text, meta, lexicon, self);
        let context = Context::new(&doc, self);
        reading.published = context.dates.published;
        if is_about_ordnance(&doc, &context.devices) {
            let mut told = incidents(&context);
            if let Some(weights) = self.weights {
                learned::complete(&context, &mut told, weights);
            }
            reading.incidents = told.incidents;
            reading.contradictions = told.contradictions;
            reading.notes = told.notes;
            let figures = figures(&context, &reading.incidents);
            reading.finds = figures.finds;
            reading.tallies = figures.tallies;
            reading.contradictions.extend(figures.contradictions);
            reading.notes.extend(figures.notes);
            let (more, disputes) =
                agreement::disagreements(&context, &told.occasions, &reading.contradictions);
            reading.contradictions.extend(more);
            agreement::settle(&mut reading, &disputes);
        }
        reading.revision = revision(&doc);
        reading.statements = statements(&doc, &context.sources, &context.dates.mentions);
        reading.appeals = reading
            .statements
            .iter()
            .filter(|statement| statement.kind == StatementKind::Appeal)
            .cloned()
            .collect();
        resolve_places(self, &mut reading, meta);
        number_contradictions(&mut reading);
        reading
    }
}

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
