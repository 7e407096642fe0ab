//! Times whole scans: a drawn card, a photograph of one, the machine readable zone alone, a large photo.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use engine::{Engine, Options};
use idocr_benches::pictures::{Pictures, enlarged};

fn engine(mrz_only: bool) -> Engine {
    Engine::new(Options {
        mrz_only,
        ..Options::default()
    })
    .expect("an engine: run `make runtime` and see `idocr doctor`")
}

fn scans(criterion: &mut Criterion) {
    let pictures = Pictures::of_testdata();
    let [whole, zone] = [engine(false), engine(true)];
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(20);
    for (name, bytes) in pictures.named() {
        group.bench_function(name, |b| b.iter(|| whole.scan(black_box(bytes))));
        group.bench_function(format!("{name}, zone only"), |b| {
            b.iter(|| zone.scan(black_box(bytes)));
        });
    }
    // The bar is a ratio: twelve megapixels take at most 2.5 times as long as one.
    for megapixels in [1, 12] {
        let bytes = enlarged(pictures.photo(), megapixels * 1_000_000);
        group.bench_function(format!("photo of {megapixels} megapixels"), |b| {
            b.iter(|| whole.scan(black_box(&bytes)));
        });
    }
    group.finish();
    print_stages(&whole, &pictures);
}

/// The README's table: where the time goes, the median of some scans.
fn print_stages(engine: &Engine, pictures: &Pictures) {
    for (name, bytes) in pictures.named() {
        let scans: Vec<_> = (0..15).filter_map(|_| engine.scan(bytes).ok()).collect();
        let Some(first) = scans.first() else { continue };
        for stage in first.timings_ms.keys() {
            let mut spent: Vec<f64> = scans.iter().map(|scan| scan.timings_ms[stage]).collect();
            spent.sort_by(f64::total_cmp);
            println!("{name:<24} {stage:<8} {:>8.2} ms", spent[spent.len() / 2]);
        }
    }
}

criterion_group!(benches, scans);
criterion_main!(benches);
