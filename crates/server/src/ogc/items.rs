//! `GET /ogc/collections/{collection}/items`: features, a page at a time.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cairn_model::DateSpan;
use cairn_report::period::period;
use cairn_report::query::{Bounds, Comparison, Condition, Literal, Wanted, parse_cql};
use cairn_store::Collection;
use cairn_store::table::Kind;

use super::collection::{named, properties};
use super::crs::Crs;
use super::feature::Writer;
use super::landing::{base, link};
use crate::access::Viewer;
use crate::api::ask::number;
use crate::api::choose::choose;
use crate::problem::Problem;
use crate::respond::pairs;
use crate::state::App;

/// Features of a page, where nothing else is asked for, and at most.
const USUAL: usize = 100;
const MOST: usize = 10_000;

const GEOJSON: &str = "application/geo+json";

/// What is asked for.
struct Ask {
    wanted: Wanted,
    crs: Crs,
    limit: usize,
    offset: usize,
    properties: Option<Vec<String>>,
    /// What the next page is asked with too.
    kept: Vec<(String, String)>,
}

fn parse(collection: Collection, query: Option<&str>) -> Result<Ask, Problem> {
    let mut ask = Ask {
        wanted: Wanted::default(),
        crs: Crs::Crs84,
        limit: USUAL,
        offset: 0,
        properties: None,
        kept: Vec::new(),
    };
    let (mut bounds, mut bounds_crs) = (None, Crs::Crs84);
    let mut conditions = Vec::new();
    for (name, value) in pairs(query)? {
        match name.as_str() {
            "f" if matches!(value.as_str(), "json" | "geojson") => {}
            "f" => return Err(Problem::parameter("f", &value, "json or geojson")),
            "limit" => {
                // More than the most that is given is no fault: the page says how many it has.
                let asked = number("limit", &value, 1, usize::MAX)?.unwrap_or(USUAL);
                ask.limit = asked.min(MOST);
            }
            "offset" => ask.offset = number("offset", &value, 0, usize::MAX)?.unwrap_or(0),
            "bbox" => bounds = Some(value.clone()),
            "bbox-crs" => bounds_crs = Crs::parse("bbox-crs", &value)?,
            "crs" => ask.crs = Crs::parse("crs", &value)?,
            "datetime" => ask.wanted.dates = interval(&value)?,
            "filter" => conditions.push(condition(&value)?),
            "filter-lang" if value == "cql2-text" => {}
            "filter-lang" => return Err(Problem::parameter("filter-lang", &value, "cql2-text")),
            "filter-crs" if Crs::parse("filter-crs", &value)? == Crs::Crs84 => {}
            "filter-crs" => {
                return Err(Problem::parameter("filter-crs", &value, Crs::Crs84.uri()));
            }
            "properties" => ask.properties = Some(names(collection, &value)?),
            _ => conditions.push(equals(collection, &name, &value)?),
        }
        if name != "offset" {
            ask.kept.push((name, value));
        }
    }
    ask.wanted.bounds = bounds.map(|text| bounded(&text, bounds_crs)).transpose()?;
    ask.wanted.condition = match conditions.len() {
        0 => None,
        _ => Some(Condition::All(conditions)),
    };
    Ok(ask)
}

/// A box in a system of coordinates.
fn bounded(text: &str, crs: Crs) -> Result<Bounds, Problem> {
    if crs == Crs::Crs84 {
        return Ok(Bounds::parse("bbox", text)?);
    }
    let numbers: Option<Vec<f64>> = text.split(',').map(|one| one.trim().parse().ok()).collect();
    let Some([a, b, c, d]) = numbers.as_deref() else {
        let expected = "four numbers in the system that bbox-crs names";
        return Err(Problem::parameter("bbox", text, expected));
    };
    let ((west, south), (east, north)) = (crs.lon_lat(*a, *b), crs.lon_lat(*c, *d));
    Ok(Bounds::parse("bbox", &format!("{west},{south},{east},{north}"))?)
}

/// `2021-06-04`, `2021-06-04T10:00:00Z`, or two of them with `/` between, of which one may be open.
fn interval(text: &str) -> Result<DateSpan, Problem> {
    const EXPECTED: &str = "a day or a moment (2021-06-04T00:00:00Z), or two with / between, of which \
                            one may be .. or nothing";
    let bad = || Problem::parameter("datetime", text, EXPECTED);
    let day = |text: &str| -> Result<DateSpan, Problem> {
        match text {
            "" | ".." => Ok(DateSpan::UNKNOWN),
            moment => {
                let (day, rest) = moment.split_at_checked(10).ok_or_else(bad)?;
                let is_moment = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
                let span = period(day).ok().filter(|_| is_moment).ok_or_else(bad)?;
                span.single_day().map(DateSpan::day).ok_or_else(bad)
            }
        }
    };
    let (from, to) = match text.split_once('/') {
        Some((from, to)) => (day(from)?, day(to)?),
        None if matches!(text, "" | "..") => return Err(bad()),
        None => (day(text)?, day(text)?),
    };
    let span = DateSpan { from: from.from, to: to.to };
    match (span.from, span.to) {
        (None, None) => Err(bad()),
        (Some(from), Some(to)) if from > to => Err(bad()),
        _ => Ok(span),
    }
}

fn condition(text: &str) -> Result<Condition, Problem> {
    parse_cql(text).map_err(|error| {
        Problem::parameter("filter", text, format!("CQL2 text: {error}"))
            .hint("as in: device = 'antivehicle_mine' AND killed_most >= 2")
    })
}

/// A parameter that is called as a property is: the property must equal it.
fn equals(collection: Collection, name: &str, value: &str) -> Result<Condition, Problem> {
    let Some(field) = properties(collection).find(|field| field.name == name) else {
        let mut known =
            vec!["limit", "offset", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang"];
        known.push("properties");
        known.extend(properties(collection).map(|field| field.name));
        return Err(Problem::unknown_parameter(name, &known));
    };
    let value = match field.kind {
        Kind::Text => Literal::Text(value.to_owned()),
        Kind::Code(vocabulary) => {
            let codes: Vec<&str> = vocabulary.terms().into_iter().map(|(code, _)| code).collect();
            if !codes.contains(&value) {
                let expected = format!("one of {}", codes.join(", "));
                return Err(Problem::parameter(name, value, expected));
            }
            Literal::Text(value.to_owned())
        }
        Kind::Whole | Kind::Real => {
            let read = value.parse::<f64>().ok().filter(|number| number.is_finite());
            Literal::Number(read.ok_or_else(|| Problem::parameter(name, value, "a number"))?)
        }
        Kind::Day => {
            let day = period(value).ok().and_then(|day| day.single_day());
            let day = day.ok_or_else(|| Problem::parameter(name, value, "a day, as 2021-06-04"))?;
            Literal::Day(cairn_store::table::day_number(day))
        }
    };
    Ok(Condition::Compare { field: name.to_owned(), is: Comparison::Equal, value })
}

fn names(collection: Collection, text: &str) -> Result<Vec<String>, Problem> {
    let known: Vec<&str> = properties(collection).map(|field| field.name).collect();
    let named: Vec<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    match named.iter().find(|name| !name.is_empty() && !known.contains(&name.as_str())) {
        Some(wrong) => {
            Err(Problem::parameter("properties", wrong, format!("some of {}", known.join(", "))))
        }
        None => Ok(named),
    }
}

/// `GET /ogc/collections/{collection}/items`
pub async fn items(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = named(&name)?;
    let ask = parse(collection, query.as_deref())?;
    let crs = ask.crs;
    let own = format!("{}/collections/{name}", base(&headers));
    let register = app.register_for(&viewer).await?;
    let reading = register.clone();
    let body = register.read(move |store| {
        let chosen = choose(&reading, store, collection, &ask.wanted)?;
        let all = &chosen.selection.rows;
        let page: Vec<u32> = all.iter().skip(ask.offset).take(ask.limit).copied().collect();
        let writer = Writer::new(store, &chosen.laid, ask.crs, ask.properties.as_deref());
        let mut out = Vec::with_capacity(256 + page.len() * 1_200);
        out.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[");
        for (place, row) in page.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            writer.feature(&mut out, *row, None)?;
        }
        let rest = serde_json::json!({
            "numberMatched": all.len(),
            "numberReturned": page.len(),
            "timeStamp": crate::now(),
            "links": links(&own, &ask, all.len()),
        });
        out.extend_from_slice(b"],");
        out.extend_from_slice(rest.to_string().trim_start_matches('{').as_bytes());
        Ok(out)
    });
    Ok(geojson(body.await?, crs))
}

fn links(own: &str, ask: &Ask, all: usize) -> Vec<serde_json::Value> {
    let page = |offset: usize| {
        let mut kept = ask.kept.clone();
        if offset > 0 {
            kept.push(("offset".to_owned(), offset.to_string()));
        }
        // Texts in pairs are always a query.
        let query = serde_urlencoded::to_string(&kept).unwrap_or_default();
        if query.is_empty() { format!("{own}/items") } else { format!("{own}/items?{query}") }
    };
    let mut links = vec![link(&page(ask.offset), "self", GEOJSON, "This page")];
    let next = ask.offset.saturating_add(ask.limit);
    if next < all {
        links.push(link(&page(next), "next", GEOJSON, "The next page"));
    }
    if ask.offset > 0 {
        links.push(link(
            &page(ask.offset.saturating_sub(ask.limit)),
            "prev",
            GEOJSON,
            "The page before",
        ));
    }
    links.push(link(own, "collection", "application/json", "The collection"));
    links
}

/// `GET /ogc/collections/{collection}/items/{id}`
pub async fn item(
    State(app): State<App>,
    viewer: Viewer,
    Path((name, id)): Path<(String, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let collection = named(&name)?;
    let mut crs = Crs::Crs84;
    for (name, value) in pairs(query.as_deref())? {
        match name.as_str() {
            "crs" => crs = Crs::parse("crs", &value)?,
            "f" if matches!(value.as_str(), "json" | "geojson") => {}
            "f" => return Err(Problem::parameter("f", &value, "json or geojson")),
            _ => return Err(Problem::unknown_parameter(&name, &["crs", "f"])),
        }
    }
    let own = format!("{}/collections/{name}", base(&headers));
    let register = app.register_for(&viewer).await?;
    let reading = register.clone();
    let body = register.read(move |store| {
        let laid = reading.laid(store, collection)?;
        let row = laid.table.find(&id).ok_or_else(|| {
            Problem::missing("the feature", &id, "the features of the collection are at its items")
        })?;
        let writer = Writer::new(store, &laid, crs, None);
        let links = serde_json::json!([
            link(&format!("{own}/items/{id}"), "self", GEOJSON, "This feature"),
            link(&own, "collection", "application/json", "The collection"),
        ]);
        let mut out = Vec::new();
        writer.feature(&mut out, row, Some(&links))?;
        Ok(out)
    });
    Ok(geojson(body.await?, crs))
}

fn geojson(body: Vec<u8>, crs: Crs) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(GEOJSON));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(crs) = HeaderValue::from_str(&format!("<{}>", crs.uri())) {
        headers.insert("content-crs", crs);
    }
    response
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn moments_and_intervals_are_days() {
        let june = DateSpan::day(date(2021, 6, 4));
        assert_eq!(interval("2021-06-04T10:00:00Z").unwrap(), june);
        assert_eq!(interval("2021-06-04").unwrap(), june);
        assert_eq!(interval("2021-06-04/..").unwrap(), DateSpan { to: None, ..june });
        assert_eq!(interval("/2021-06-04").unwrap(), DateSpan { from: None, ..june });
        for wrong in ["", "..", "../..", "June", "2021-06-04/2020-01-01", "2021-06-04x"] {
            assert!(interval(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_box_may_be_in_another_system() {
        let bounds = bounded("40,46,41,47", Crs::Epsg4326).unwrap();
        assert!((bounds.west - 46.0).abs() < 1e-12 && (bounds.north - 41.0).abs() < 1e-12);
        assert!(bounded("1,2,3", Crs::Epsg3857).is_err());
    }
}
