//! The identity-card endpoints of aisolution.credit: one picture in a form, `{status, message}` out.

mod values;

use std::borrow::Cow;

use engine::{Document, Scan, Side};
use serde_json::{Map, Value, json};

use crate::dialect::{Answer, Ask, Dialect, Method, Picture, Refusal, Route};
use crate::request::{Request, picture_itself};
use crate::stamp::Stamp;

/// The dialect.
pub(super) const DIALECT: Dialect = Dialect {
    name: "speedin",
    routes: &ROUTES,
    codes: &CODES,
    largest_picture: Some(2 << 20),
    token,
    decode,
    encode,
    refuse,
};

const fn post(path: &'static str) -> Route {
    Route {
        method: Method::Post,
        path,
    }
}

const ROUTES: [Route; 13] = [
    post("/v1/de_ocr/general"),
    post("/v1/de_dl_ocr/general"),
    post("/v1/nl_ocr/general"),
    post("/v1/no_ocr/general"),
    post("/v1/se_ocr/general"),
    post("/v1/in_ocr_front/general"),
    post("/v1/in_ocr_back/general"),
    post("/v1/in_ocr_pan/general"),
    post("/v1/ocr_id"),
    post("/v1/th_ocr/general"),
    post("/v1/mx_ocr/general"),
    post("/v1/co_ocr_front/general"),
    post("/v1/co_ocr_back/general"),
];

/// An endpoint: whose documents it reads, how it prints them, and which values it cannot do without.
struct Endpoint {
    name: &'static str,
    /// How the ids of its documents' templates begin.
    documents: &'static [&'static str],
    /// The side that it reads, where front and back have an endpoint each.
    side: Option<Side>,
    values: fn(&Document) -> Map<String, Value>,
    /// The vendor's names of which at least one must have been read, and its words when none was.
    needs: Option<(&'static [&'static str], &'static str)>,
}

/// The vendor's words when neither id nor name was read.
const NO_ID_OR_NAME: &str = "no id or name found";

const ENDPOINTS: [Endpoint; 13] = [
    Endpoint {
        name: "de_ocr",
        documents: &["deu/id-card"],
        side: None,
        values: values::german_card,
        needs: None,
    },
    Endpoint {
        name: "de_dl_ocr",
        documents: &["deu/driving-licence"],
        side: None,
        values: values::german_licence,
        needs: None,
    },
    Endpoint {
        name: "nl_ocr",
        documents: &["nld/id-card"],
        side: None,
        values: values::dutch_card,
        needs: None,
    },
    Endpoint {
        name: "no_ocr",
        documents: &["nor/id-card"],
        side: None,
        values: values::norwegian_card,
        needs: None,
    },
    Endpoint {
        name: "se_ocr",
        documents: &["swe/id-card"],
        side: None,
        values: values::swedish_card,
        needs: None,
    },
    Endpoint {
        name: "in_ocr_front",
        documents: &["ind/aadhaar"],
        side: Some(Side::Front),
        values: values::aadhaar_front,
        needs: Some((&["CardNumber", "Name"], NO_ID_OR_NAME)),
    },
    Endpoint {
        name: "in_ocr_back",
        documents: &["ind/aadhaar"],
        side: Some(Side::Back),
        values: values::aadhaar_back,
        needs: Some((&["CardNumber", "Address"], NO_ID_OR_NAME)),
    },
    Endpoint {
        name: "in_ocr_pan",
        documents: &["ind/pan"],
        side: None,
        values: values::pan,
        needs: Some((&["CardNumber", "Name"], NO_ID_OR_NAME)),
    },
    Endpoint {
        name: "ocr_id",
        documents: &["idn/ktp"],
        side: None,
        values: values::ktp,
        needs: Some((&["id", "name"], "no number or name found")),
    },
    Endpoint {
        name: "th_ocr",
        documents: &["tha/id-card", "tha/driving-licence"],
        side: None,
        values: values::thai,
        needs: Some((&["idNumber", "nameTh", "nameEn"], NO_ID_OR_NAME)),
    },
    Endpoint {
        name: "mx_ocr",
        documents: &["mex/ine"],
        side: None,
        values: values::mexican_card,
        needs: Some((&["idNumber", "fullName"], NO_ID_OR_NAME)),
    },
    Endpoint {
        name: "co_ocr_front",
        documents: &["col/cedula"],
        side: Some(Side::Front),
        values: values::colombian_front,
        needs: Some((&["CardNumber", "Surname", "GivenNames"], NO_ID_OR_NAME)),
    },
    Endpoint {
        name: "co_ocr_back",
        documents: &["col/cedula"],
        side: Some(Side::Back),
        values: values::colombian_back,
        needs: Some((&["DateOfBirth", "DateOfIssue"], NO_ID_OR_NAME)),
    },
];

/// The endpoints' names.
const CODES: [&str; 13] = {
    let mut codes = [""; 13];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = ENDPOINTS[at].name;
        at += 1;
    }
    codes
};

impl Endpoint {
    /// The document that it reads; of several the one that shows the right side.
    fn document<'a>(&self, scans: &'a [Scan]) -> Option<&'a Document> {
        let own = |document: &&Document| {
            let id = document.document.as_deref().unwrap_or_default();
            self.documents
                .iter()
                .any(|beginning| id.starts_with(beginning))
        };
        let right = |document: &&Document| self.side.is_none() || document.side == self.side;
        let all = || scans.iter().flat_map(|scan| &scan.documents).filter(own);
        all().find(right).or_else(|| all().next())
    }

    /// The one beginning that the engine may expect.
    fn expected(&self) -> Option<&'static str> {
        match self.documents {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// Curl callers put the token into the query; the vendor's Python client signs with a key pair, whose
/// public half then stands for the token.
fn token(request: &Request) -> Option<String> {
    let keyed = || {
        request
            .header("x-access-key")
            .or_else(|| request.query("access_key"))
    };
    request.query("token").or_else(keyed).map(str::to_owned)
}

fn decode(request: &Request) -> Result<Ask, Refusal> {
    let endpoint = endpoint_of(&request.path).ok_or(Refusal::NotFound)?;
    let image = picture_itself(&image_text(request)?)?;
    if let Picture::Bytes(bytes) = &image {
        check(bytes)?;
    }
    Ok(Ask::Scan {
        pictures: vec![image],
        document: endpoint.expected(),
        code: endpoint.name.to_owned(),
    })
}

/// The picture's Base64 from the form, or from the JSON that the vendor's Python client posts.
fn image_text(request: &Request) -> Result<Cow<'_, str>, Refusal> {
    let given: Cow<'_, str> = match request.form("img") {
        Some(img) => img.into(),
        None => {
            let object = request.object().map_err(|_| Refusal::Missing("img"))?;
            crate::request::text(&object, "img")?.to_owned().into()
        }
    };
    if given.trim().is_empty() {
        Err(Refusal::Missing("img"))
    } else {
        Ok(given)
    }
}

/// The vendor takes JPEG, PNG and BMP up to 2 MB.
fn check(bytes: &[u8]) -> Result<(), Refusal> {
    if DIALECT
        .largest_picture
        .is_some_and(|largest| bytes.len() > largest)
    {
        return Err(Refusal::TooLarge("the picture is larger than 2 MB".into()));
    }
    let known: [&[u8]; 3] = [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM"];
    if known.iter().any(|magic| bytes.starts_with(magic)) {
        return Ok(());
    }
    Err(Refusal::NotAPicture(
        "the picture is neither JPEG nor PNG nor BMP".into(),
    ))
}

fn endpoint_of(path: &str) -> Option<&'static Endpoint> {
    let name = path
        .trim_matches('/')
        .strip_prefix("v1/")?
        .split('/')
        .next()?;
    ENDPOINTS.iter().find(|endpoint| endpoint.name == name)
}

fn encode(ask: &Ask, scans: &[Scan], _: &Stamp) -> Answer {
    let Ask::Scan { code, .. } = ask else {
        return refuse(&Refusal::NotFound);
    };
    // Without a code the endpoint is the one that reads what the picture shows.
    let mut asked = ENDPOINTS
        .iter()
        .filter(|endpoint| code.is_empty() || endpoint.name == code);
    let hit = asked.find_map(|endpoint| {
        let document = endpoint.document(scans)?;
        let right = !code.is_empty() || endpoint.side.is_none() || document.side == endpoint.side;
        right.then_some((endpoint, document))
    });
    let Some((endpoint, document)) = hit else {
        return fail();
    };
    let values = (endpoint.values)(document);
    let read = |name: &&str| values.get(*name).is_some_and(|value| value != "");
    if let Some((needs, words)) = endpoint.needs
        && !needs.iter().any(read)
    {
        return said("IMAGE_RECOGNIZE_ERROR", words);
    }
    if values.values().all(|value| value == "") {
        return fail();
    }
    Answer::new(200, json!({ "status": "OK", "message": values }))
}

/// The envelope is the status: every answer that the page shows comes with HTTP 200.
fn said(status: &str, message: &str) -> Answer {
    Answer::new(200, json!({ "status": status, "message": message }))
}

fn fail() -> Answer {
    said("FAIL", "check input image and retry")
}

fn refuse(refusal: &Refusal) -> Answer {
    match refusal {
        Refusal::NotAPicture(_) => said("IMAGE_INVALID_FORMAT", "image format not support"),
        Refusal::TooLarge(_) => said("IMAGE_INVALID_SIZE", "image larger than 2M"),
        Refusal::Busy | Refusal::Failed(_) => said(
            "RETRY_LATER",
            "Service is not available right now, please try again later",
        ),
        Refusal::Unauthorized | Refusal::Forbidden(_) => Answer {
            status: 401,
            ..invalid()
        },
        Refusal::NotFound => Answer {
            status: 404,
            ..invalid()
        },
        Refusal::WrongMethod => Answer {
            status: 405,
            ..invalid()
        },
        _ => invalid(),
    }
}

fn invalid() -> Answer {
    said("INVALID_REQUEST", "check request params")
}
