//! A file looked over and then taken in: what it comes to as a whole, and its claims one after the other.
//!
//! The features are walked four times: for the columns, for the positions, for the document with its
//! list of repairs, and for the claims, which are made while they are handed on. So memory holds the
//! file, its text and some hundred bytes a feature, however many claims there are.

use std::ops::ControlFlow;
use std::sync::mpsc;

use cairn_model::{ClaimBody, Document, Note};

use super::Plan;
use super::columns::Columns;
use super::fields::Field;
use super::list::RepairList;
use super::locate::Locator;
use super::profile::Profile;
use super::reading::{OwnWords, own_words};
use super::survey::Survey;
use super::work::Work;
use crate::layers::{Crs, LayerError, LayerFile};

/// Claims that are handed on together.
const TOGETHER: usize = 512;
/// Such bundles that may wait.
const WAITING: usize = 4;

/// A file taken in.
#[derive(Debug)]
pub struct Imported {
    /// The document that the file is.
    pub document: Document,
    /// What its features say, in their order; empty where they are handed on one by one.
    pub claims: Vec<ClaimBody>,
    /// How it was taken in, and what was mended.
    pub notes: Vec<Note>,
    /// What became of the features.
    pub list: RepairList,
    /// What a person should know, a sentence each.
    pub remarks: Vec<String>,
    /// Columns by what they say, and those that are only kept.
    pub columns: Vec<(Field, String)>,
    /// Columns that are kept in the evidence, and not read.
    pub unused: Vec<String>,
}

/// A file that was looked over.
#[derive(Debug)]
pub struct Taking<'a> {
    pub(super) file: &'a LayerFile,
    pub(super) plan: &'a Plan,
    pub(super) columns: Columns,
    pub(super) crs: Crs,
    pub(super) survey: Survey,
    pub(super) own_words: OwnWords,
}

/// Takes in a file, its claims held together.
///
/// # Errors
/// As [`Taking::of`].
pub fn import(file: &LayerFile, plan: &Plan) -> Result<Imported, LayerError> {
    let taking = Taking::of(file, plan)?;
    let mut imported = taking.imported()?;
    taking.claims(&mut |claim| {
        imported.claims.push(claim);
        ControlFlow::Continue(())
    })?;
    Ok(imported)
}

impl<'a> Taking<'a> {
    /// Looks a file over.
    ///
    /// # Errors
    /// When the file is broken as a whole, its coordinate reference system is not known, or the
    /// mapping names what is not there.
    pub fn of(file: &'a LayerFile, plan: &'a Plan) -> Result<Self, LayerError> {
        let profile = Profile::of(file)?;
        let columns = Columns::of(&profile, plan.target, &plan.mapping)
            .map_err(|why| LayerError::Mapping { name: file.name().to_owned(), why })?;
        let crs = crs(file, plan)?;
        let survey = Survey::of(file, &Locator { columns: &columns, crs: &crs })?;
        let own_words = own_words(&plan.mapping);
        Ok(Self { file, plan, columns, crs, survey, own_words })
    }

    /// What the file comes to, without its claims.
    ///
    /// # Errors
    /// When its text would be too large to be kept.
    pub fn imported(&self) -> Result<Imported, LayerError> {
        let mut none = |_| ControlFlow::Continue(());
        let mut work = Work::of(self, Some(String::new()), &mut none);
        work.walk()?;
        Ok(work.finish())
    }

    /// Makes the claims and visits them in the order of the features, until told to stop.
    ///
    /// # Errors
    /// When the file is broken; then it was before.
    pub fn claims(
        &self,
        visit: &mut dyn FnMut(ClaimBody) -> ControlFlow<()>,
    ) -> Result<(), LayerError> {
        Work::of(self, None, visit).walk()
    }

    /// Makes the claims on a thread of their own, while `work` takes them.
    pub fn with_claims<T>(&self, work: impl FnOnce(&mut dyn Iterator<Item = ClaimBody>) -> T) -> T {
        std::thread::scope(|scope| {
            let (sender, receiver) = mpsc::sync_channel(WAITING);
            scope.spawn(move || {
                let mut some = Vec::with_capacity(TOGETHER);
                // What ends early is short of claims, which whoever takes them counts.
                let _ = self.claims(&mut |claim| {
                    some.push(claim);
                    if some.len() < TOGETHER {
                        return ControlFlow::Continue(());
                    }
                    match sender.send(std::mem::take(&mut some)) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    }
                });
                let _ = sender.send(some);
            });
            work(&mut receiver.into_iter().flatten())
        })
    }
}

/// Features that are looked at before coordinates are taken for degrees.
const LOOKED_AT: usize = 20;

fn crs(file: &LayerFile, plan: &Plan) -> Result<Crs, LayerError> {
    let unknown = |crs: &str, why| LayerError::UnknownCrs {
        name: file.name().to_owned(),
        crs: crs.to_owned(),
        why,
    };
    let named = match plan.crs.clone().or_else(|| plan.mapping.crs.clone()) {
        Some(named) => Some(named),
        None => file.stated_crs()?,
    };
    if let Some(named) = named {
        let shown: String = named.chars().take(60).collect();
        return Crs::named(&named).map_err(|why| unknown(&shown, why));
    }
    let (mut looked_at, mut degrees) = (0, 0);
    file.each(&mut |item| {
        if let Some([x, y]) = item.ok().and_then(|feature| feature.shape.first()) {
            looked_at += 1;
            degrees += usize::from(x.abs() <= 360.0 && y.abs() <= 360.0);
        }
        if looked_at < LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if looked_at > 0 && degrees == 0 {
        let why = "the file names none, and its coordinates are no degrees".to_owned();
        return Err(unknown("of the file", why));
    }
    Ok(Crs::wgs84())
}
