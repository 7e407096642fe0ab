//! The stream of flattened cards: upright, cut a little wrong, seen by a camera.

use crate::artwork::{self, Artwork, Size};
use crate::camera::Picture;
use crate::canvas::{Canvas, hsv};
use crate::card::{self, Drawn, Order};
use crate::face::Looks;
use crate::invented;
use crate::light::Light;
use crate::person;
use crate::rng::Rng;
use crate::truth::CardTruth;
use crate::warp::{Homography, project};
use crate::world::World;
use anyhow::Result;
use std::borrow::Cow;

/// Share of cards that are of no country.
const INVENTED: f32 = 0.6;

/// One flattened card.
pub struct Flat {
    /// The picture.
    pub picture: Picture,
    /// What it shows.
    pub truth: CardTruth,
    /// What was done to it.
    pub tags: Vec<&'static str>,
}

/// An artwork for a sample: invented, or one of the world's.
pub fn some_artwork(
    world: World,
    size: Option<Size>,
    rng: &mut Rng,
) -> Result<Cow<'static, Artwork>> {
    let fits = |a: &&Artwork| a.world == world && size.is_none_or(|s| s == a.size);
    let ours: Vec<&Artwork> = artwork::all()?.iter().filter(fits).collect();
    if ours.is_empty() || rng.chance(INVENTED) {
        let size = size.unwrap_or_else(|| invented::some_size(rng));
        return invented::invent(rng, world, size).map(Cow::Owned);
    }
    Ok(Cow::Borrowed(*rng.pick(&ours)))
}

/// Draws some document of a world at a width in pixels.
pub fn some_card(world: World, width: usize, rng: &mut Rng) -> Result<Drawn> {
    let art = some_artwork(world, None, rng)?;
    let back = match art.sides()[..] {
        [only] => only,
        _ => rng.chance(0.4),
    };
    some_side(&art, back, world, width, 1.0, rng)
}

/// Draws one side of a document for a new holder; `stray` is 0 for a clean one, 1 for all that
/// training wants on it.
pub fn some_side(
    art: &Artwork,
    back: bool,
    world: World,
    width: usize,
    stray: f32,
    rng: &mut Rng,
) -> Result<Drawn> {
    let person = person::invent(rng, &art.country)?;
    let looks = Looks::new(rng, person.woman());
    let order = Order {
        art,
        back,
        person: &person,
        looks: &looks,
        world,
        width,
        stray,
    };
    card::draw(&order, rng)
}

/// Draws the sample of this number.
pub fn draw(world: World, seed: u64, index: u64, width: usize) -> Result<Flat> {
    let mut rng = Rng::new(&[world.salt(), 0x666c_6174, seed, index]);
    // Photographs are smaller than the flattened card as often as they are larger.
    let drawn_at = (width as f32 * rng.log_range(0.42, 1.25)).clamp(260.0, 1500.0) as usize;
    let drawn = some_card(world, drawn_at, &mut rng)?;
    let (mut flat, map, mut tags) = cut(&drawn, width, &mut rng);
    let truth = drawn.truth.seen(&map);
    if drawn_at * 10 < width * 7 {
        tags.push("lowres");
    }
    let harsh = rng.unit();
    damage(&mut flat, harsh, &mut tags, &mut rng)?;
    Ok(Flat {
        picture: flat,
        truth,
        tags,
    })
}

/// Cuts the card out with corners that a finder got slightly wrong.
fn cut(drawn: &Drawn, width: usize, rng: &mut Rng) -> (Picture, Homography, Vec<&'static str>) {
    let (sw, sh) = (drawn.canvas.width() as f32, drawn.canvas.height() as f32);
    let height = (width as f32 * sh / sw).round();
    let (w, h) = (width as f32, height);
    let wrong = if rng.chance(0.25) {
        0.0
    } else {
        rng.log_range(0.002, 0.022)
    };
    let corner = |x: f32, y: f32, rng: &mut Rng| {
        [
            x + w * wrong * rng.bell() * 1.5,
            y + w * wrong * rng.bell() * 1.5,
        ]
    };
    let quad = [
        corner(0.0, 0.0, rng),
        corner(w, 0.0, rng),
        corner(w, h, rng),
        corner(0.0, h, rng),
    ];
    let map = Homography::onto(sw, sh, &quad).unwrap_or(Homography::IDENTITY);
    let desk = hsv(rng.unit(), rng.range(0.0, 0.5), rng.unit());
    let mut sheet = Canvas::new(width, height as usize, desk);
    project(
        &mut sheet,
        &drawn.canvas,
        &map,
        if rng.chance(0.8) { drawn.round } else { 0.0 },
    );
    let tags = if wrong > 0.008 {
        vec!["geometry"]
    } else {
        Vec::new()
    };
    (Picture::of(&sheet), map, tags)
}

/// Light, lens, sensor and file, each with its chance; told in tags. `harsh` is 1 for a camera,
/// less for a scanner.
pub fn damage(
    picture: &mut Picture,
    harsh: f32,
    tags: &mut Vec<&'static str>,
    rng: &mut Rng,
) -> Result<()> {
    let scale = picture.w.max(picture.h) as f32 / 1000.0;
    if rng.chance(0.7 * harsh) {
        let mut light = Light::even(picture.w, picture.h);
        light.slope(rng, 0.4);
        if rng.chance(0.25) {
            let dark = rng.range(0.15, 0.6);
            light.shadow(rng, dark);
            tags.push("shadow");
        }
        if rng.chance(0.25) {
            let peak = rng.range(60.0, 260.0);
            light.glare(rng, peak);
            tags.push("glare");
        }
        light.shine(picture);
    }
    if rng.chance(0.2 + 0.3 * harsh) {
        let sigma = rng.log_range(0.5, 2.6) * scale;
        picture.blur(sigma);
        if sigma > 1.0 {
            tags.push("blur");
        }
    }
    if rng.chance(0.12 * harsh) {
        let angle = rng.range(0.0, std::f32::consts::PI);
        picture.motion(rng.range(2.0, 9.0) * scale, angle);
        tags.push("motion");
    }
    if rng.chance(0.6) {
        let gains = [(); 3].map(|()| rng.range(0.9, 1.06));
        picture.tone(
            rng.range(0.7, 1.15),
            rng.range(-22.0, 22.0),
            rng.range(0.75, 1.3),
            gains,
        );
    }
    if rng.chance(0.1) {
        picture.fade(1.0);
        tags.push("grey");
        if rng.chance(0.4) {
            picture.copied(rng.range(105.0, 150.0), rng.range(1.3, 2.6));
            tags.push("photocopy");
        }
    }
    if rng.chance(0.06) {
        picture.moire(rng);
        tags.push("moire");
    }
    if rng.chance(0.2 + 0.4 * harsh) {
        let deviation = rng.log_range(0.8, 10.0);
        picture.noise(deviation, rng);
        if deviation > 5.0 {
            tags.push("noise");
        }
    }
    if rng.chance(0.5) {
        let quality = rng.whole(20, 92) as u8;
        picture.jpeg(quality)?;
        if quality < 50 {
            tags.push("jpeg");
        }
    }
    Ok(())
}
