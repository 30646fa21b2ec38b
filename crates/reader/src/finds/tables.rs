//! Tables set in text: rows with slashes under a header, and names with dotted leaders.

use std::ops::Range;

use cairn_model::{CountRange, Device, FindAction};

use crate::context::Context;
use crate::finds::haul::{Haul, Hauls, Part, Sum};
use crate::finds::items::{Item, ItemFinder};
use crate::finds::verbs::VerbFinder;
use crate::mentions::NumberKind;
use crate::people::count_of;
use crate::segment::{SentenceKind, is_column};
use crate::tallies::period::period_before;
use crate::token::TokenKind;

/// Tokens of a line that names ordnance and, behind a colon, its number.
const LONGEST_ROW: usize = 16;

/// One row of a table that counts ordnance.
struct Row {
    sentence: usize,
    item: Item,
    cells: Option<Range<usize>>,
}

/// Adds what the tables of a text say was found.
pub fn read(context: &Context<'_>, hauls: &mut Hauls) {
    let doc = context.doc;
    let verbs = VerbFinder::new(doc);
    let finder = ItemFinder::new(context);
    let mut action: Option<FindAction> = None;
    let mut header: Vec<Option<Item>> = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        // A rule between rows.
        if tokens.clone().all(|at| doc.kind(at) == TokenKind::Mark) {
            continue;
        }
        let cells = row(context, sentence.kind, tokens);
        let leader = leader(context, tokens);
        if let Some(cells) = cells {
            let counts: Vec<Option<u64>> =
                cells.iter().map(|cell| cell_count(context, cell)).collect();
            if counts.iter().all(Option::is_none) {
                header = cells.iter().map(|cell| kind_of(&finder, cell)).collect();
                let said = verbs.verbs(tokens);
                action = said.last().filter(|v| v.happened()).map(|v| v.action).or(action);
                rows.clear();
            } else if is_total(context, tokens) {
                sum_up(context, hauls, &rows, number, &header, &cells, &counts);
                rows.clear();
            } else {
                let first = header.iter().position(Option::is_some).unwrap_or(cells.len());
                let place = place_cells(&cells, &counts, first);
                for (column, cell) in cells.iter().enumerate() {
                    if let (Some(Some(item)), Some(Some(count))) =
                        (header.get(column), counts.get(column))
                        && *count > 0
                    {
                        let mut item = item.clone();
                        item.tokens = cell.clone();
                        item.count = Some(CountRange::exactly(*count));
                        rows.push(Row { sentence: number, item, cells: place.clone() });
                    }
                }
            }
            if let Some(action) = action {
                flush(hauls, &rows, action);
            }
            continue;
        }
        if let Some((name, count)) = leader {
            let item = finder.items(&name).into_iter().next();
            match item {
                Some(mut item) => {
                    item.tokens = tokens.clone();
                    item.count = Some(count);
                    rows.push(Row { sentence: number, item, cells: None });
                    // "Mortar shells destroyed: 12" says itself what was done.
                    let said = verbs.verbs(&name);
                    let own = said.last().filter(|verb| verb.happened()).map(|verb| verb.action);
                    if own.is_some() {
                        hauls.hauls.retain(|haul| haul.sentence != number);
                    }
                    // "TOTALS SINCE 2020": what was done is left to be understood.
                    let long = || period_before(context, number).is_some_and(|p| p.long);
                    let known = own.or(action);
                    let known = known.or_else(|| long().then_some(FindAction::Neutralised));
                    if let Some(action) = known {
                        flush(hauls, &rows, action);
                    }
                }
                None if is_total(context, tokens) && rows.len() >= 2 => {
                    let parts: Vec<&Row> = rows.iter().collect();
                    push_sum(hauls, &parts, count.least(), tokens.clone(), number);
                    rows.clear();
                }
                None => {}
            }
            continue;
        }
        let heads = matches!(
            sentence.kind,
            SentenceKind::Heading | SentenceKind::Title | SentenceKind::Item
        );
        if heads {
            if let Some(verb) = verbs.verbs(tokens).last().filter(|v| v.happened()) {
                action = Some(verb.action);
            } else if sentence.kind == SentenceKind::Heading {
                action = None;
            }
        }
        header.clear();
        rows.clear();
    }
    hauls.hauls.sort_by_key(|haul| (haul.sentence, haul.item.tokens.start));
}

/// The cells of a line, if it is a row of a table.
fn row(
    context: &Context<'_>,
    kind: SentenceKind,
    tokens: &Range<usize>,
) -> Option<Vec<Range<usize>>> {
    (kind == SentenceKind::Item).then(|| cells(context, tokens)).filter(|cells| cells.len() >= 2)
}

/// Whether a line heads the columns of a table.
pub(super) fn is_header(context: &Context<'_>, kind: SentenceKind, tokens: &Range<usize>) -> bool {
    row(context, kind, tokens)
        .is_some_and(|cells| cells.iter().all(|cell| cell_count(context, cell).is_none()))
}

/// What a column counts: ordnance of one kind or of several.
fn kind_of(finder: &ItemFinder<'_, '_>, cell: &Range<usize>) -> Option<Item> {
    let mut items = finder.items(cell).into_iter();
    let mut item = items.next()?;
    if items.any(|other| other.device != item.device) {
        item.device = Device::Mixed;
        item.model = None;
    }
    Some(item)
}

/// The cells before the counts that say where: not the first when there are several.
fn place_cells(
    cells: &[Range<usize>],
    counts: &[Option<u64>],
    first: usize,
) -> Option<Range<usize>> {
    let words = cells.iter().zip(counts).take(first).filter(|(_, count)| count.is_none());
    let names: Vec<&Range<usize>> = words.map(|(cell, _)| cell).collect();
    let places = if names.len() > 1 { &names[1..] } else { &names[..] };
    Some(places.first()?.start..places.last()?.end)
}

/// The cells of a row with slashes, bars or wide gaps between.
fn cells(context: &Context<'_>, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let doc = context.doc;
    let mut cells = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone() {
        let mark = doc.kind(at) == TokenKind::Mark
            && doc.tokens[at].spaced
            && matches!(doc.folded(at), "/" | "|" | "¦");
        if mark || at > start && is_column(doc, at) {
            // A bar may open the row.
            if start < at || !cells.is_empty() {
                cells.push(start..at);
            }
            start = at + usize::from(mark);
        }
    }
    if !cells.is_empty() && start < tokens.end {
        cells.push(start..tokens.end);
    }
    cells
}

/// The number of a cell that holds nothing else; zero for "nil" and "-".
fn cell_count(context: &Context<'_>, cell: &Range<usize>) -> Option<u64> {
    let doc = context.doc;
    if cell.len() > 2 || cell.is_empty() {
        return None;
    }
    if doc.folded(cell.start) == "-" || doc.entry_at(cell.start, doc.class("nil")).is_some() {
        return Some(0);
    }
    let text = doc.str(cell.start..cell.start + 1);
    text.replace([',', '.'], "").parse().ok()
}

/// "anti-tank mines ........ 64", "Anti-tank mines: 64": the name and the number.
fn leader(context: &Context<'_>, tokens: &Range<usize>) -> Option<(Range<usize>, CountRange)> {
    let doc = context.doc;
    let dots = tokens.clone().find(|&at| {
        doc.kind(at) == TokenKind::Mark
            && (doc.folded(at).starts_with("....")
                || doc.folded(at) == ":" && tokens.len() <= LONGEST_ROW)
    })?;
    let rest = crate::numbers::numbers_in(&context.numbers, dots + 1..tokens.end);
    let number = rest.first().filter(|number| number.kind == NumberKind::Cardinal)?;
    // A unit or anything else behind the number makes it no count.
    let ends = (number.tokens.end..tokens.end).all(|at| matches!(doc.folded(at), "." | ";"));
    let alone = number.tokens.start == dots + 1 && ends;
    alone.then_some(())?;
    Some((tokens.start..dots, count_of(number)?))
}

fn is_total(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    (tokens.start..tokens.end.min(tokens.start + 2)).any(|at| {
        doc.entry_at(at, doc.class("find_words"))
            .is_some_and(|entry| matches!(&*entry.value, "total" | "sum"))
    })
}

fn flush(hauls: &mut Hauls, rows: &[Row], action: FindAction) {
    for row in rows {
        let known = hauls.hauls.iter().any(|haul| {
            let (a, b) = (&haul.item.tokens, &row.item.tokens);
            haul.sentence == row.sentence
                && (a == b || haul.item.counted && a.start < b.end && b.start < a.end)
        });
        if known {
            continue;
        }
        hauls.hauls.retain(|haul| {
            haul.sentence != row.sentence || haul.cells.is_some() || haul.item.counted
        });
        let mut item = row.item.clone();
        item.counted = true;
        if item.device == Device::Unknown {
            item.device = Device::Mixed;
        }
        hauls.hauls.push(Haul {
            item,
            action,
            sentence: row.sentence,
            made: None,
            part: Part::Own,
            told: vec![row.sentence],
            cells: row.cells.clone(),
        });
    }
}

fn sum_up(
    _context: &Context<'_>,
    hauls: &mut Hauls,
    rows: &[Row],
    number: usize,
    header: &[Option<Item>],
    cells: &[Range<usize>],
    counts: &[Option<u64>],
) {
    // A total row may leave the columns of names out.
    let missing = header.len().saturating_sub(cells.len());
    for (column, cell) in cells.iter().enumerate() {
        let Some(Some(item)) = header.get(column + missing) else { continue };
        let Some(Some(stated)) = counts.get(column) else { continue };
        let parts: Vec<&Row> = rows
            .iter()
            .filter(|row| row.item.device == item.device && row.item.model == item.model)
            .collect();
        if parts.len() >= 2 {
            push_sum(hauls, &parts, *stated, cell.clone(), number);
        }
    }
}

fn push_sum(hauls: &mut Hauls, parts: &[&Row], stated: u64, tokens: Range<usize>, number: usize) {
    let mut sentences: Vec<usize> = parts.iter().map(|row| row.sentence).collect();
    sentences.push(number);
    hauls.sums.push(Sum {
        stated,
        actual: parts.iter().filter_map(|row| row.item.count?.exact()).sum(),
        tokens,
        parts: parts.iter().map(|row| row.item.tokens.clone()).collect(),
        sentences,
    });
}
