//! The addresses that change something, and those about who may.

use serde_json::{Map, Value, json};

use super::{operation, query, reads, whole};

/// Adds an operation that changes something, with the body that it takes.
fn changes(
    paths: &mut Map<String, Value>,
    address: &str,
    method: &str,
    mut operation: Value,
    bodies: &[(&str, Value)],
) {
    let content: Map<String, Value> = (bodies.iter())
        .map(|(media, schema)| ((*media).to_owned(), json!({ "schema": schema })))
        .collect();
    if !content.is_empty() {
        operation["requestBody"] = json!({ "required": true, "content": content });
    }
    operation["description"] =
        "Carries the header `X-Cairn-CSRF` with what `GET /session` answers as \
                                `csrf`, or an API token as `Authorization: Bearer …`."
            .into();
    let entry = paths.entry(address.to_owned()).or_insert_with(|| json!({}));
    entry[method] = operation;
}

/// The addresses of sessions, decisions, the queue, uploads and settings.
pub(super) fn describe(paths: &mut Map<String, Value>) {
    let text = json!({ "type": "string" });
    let data = [("application/json", json!({ "type": "object" }))];
    let page = || vec![query("limit", &whole(1, Some(1000)), "Entries of a page")];
    paths.insert(
        "/session".to_owned(),
        reads("session", "Who is logged in, and what they may do", Vec::new(), &data),
    );
    let login = json!({ "type": "object", "required": ["name", "password"],
        "properties": { "name": text, "password": text } });
    let operation_of = |id, summary, status| operation(id, summary, Vec::new(), status, &data);
    let json_body = |schema: Value| [("application/json", schema)];
    changes(paths, "/session", "post", operation_of("logIn", "Logs in", "200"), &json_body(login));
    let out = operation("logOut", "Logs out", Vec::new(), "204", &[]);
    changes(paths, "/session", "delete", out, &[]);

    let mut review = page();
    review.push(query("offset", &whole(0, None), "Entries before the page"));
    let kinds =
        json!({ "type": "string", "enum": ["contradiction", "uncertain_link", "new_casualties"] });
    review.push(query("kind", &kinds, "Only these"));
    paths.insert("/review".to_owned(), reads("review", "What waits for a person", review, &data));
    let decision = json!({
        "type": "object", "required": ["action", "why", "seen"],
        "properties": {
            "action": { "type": "object", "required": ["decide"], "properties": {
                "decide": { "type": "string", "enum": [
                    "accept", "reject", "correct", "merge", "split", "place", "settle", "weigh",
                    "withdraw",
                ] } } },
            "why": text,
            "seen": { "type": "integer", "minimum": 0,
                "description": "The number of the last decision that was seen" },
        },
    });
    let decide = operation_of("decide", "Appends a decision to the log", "201");
    changes(paths, "/decisions", "post", decide, &json_body(decision));

    let file = json!({ "type": "string", "format": "binary" });
    let form = json!({ "type": "object", "properties": { "file": file } });
    let bodies = [("multipart/form-data", form), ("application/octet-stream", file)];
    let named = || vec![query("name", &text, "What the file is called, where it is the body")];
    let add = operation("addDocuments", "Brings documents in", named(), "201", &data);
    changes(paths, "/documents", "post", add, &bodies);
    let mut how = named();
    let targets = json!({ "type": "string",
        "enum": ["incidents", "finds", "hazards", "records", "clearance"] });
    let mut target = query("as", &targets, "What the features are");
    target["required"] = true.into();
    how.push(target);
    how.push(query("source", &text, "Who says so"));
    how.push(query("country", &text, "The country, ISO 3166 alpha-2"));
    how.push(query("crs", &text, "The coordinate reference system, as EPSG:32638"));
    let import = operation("importLayer", "Brings a layer or table in", how, "201", &data);
    changes(paths, "/import", "post", import, &bodies);

    let mut audit = page();
    audit.push(query("below", &whole(1, None), "Only entries of lower numbers"));
    paths.insert(
        "/audit".to_owned(),
        reads("audit", "Who read personal data; newest first", audit, &data),
    );
    paths.insert(
        "/settings".to_owned(),
        reads("settings", "What the public sees", Vec::new(), &data),
    );
    let settings = json!({ "type": "object", "required": ["public"], "properties": {
        "public": { "type": "object", "required": ["open", "hazards"], "properties": {
            "open": { "type": "boolean" },
            "hazards": { "type": "string", "enum": ["exact", "grid", "hidden"] } } } } });
    let set = operation_of("setSettings", "Says what the public sees", "200");
    changes(paths, "/settings", "put", set, &json_body(settings));
}
