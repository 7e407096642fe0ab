//! How many augmented lines and photographs a core draws in a second: at least 1,500 and 20.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use synth::line::{Painter, Script};
use synth::photo::{self, Frame};
use synth::world::World;

fn lines(c: &mut Criterion) {
    let mut group = c.benchmark_group("synth/lines");
    group.throughput(Throughput::Elements(1)).sample_size(30);
    for script in [Script::Mrz, Script::Latin, Script::Thai, Script::Other] {
        let painter = Painter::new(script, World::Train, 1.0).expect("`make fonts` has run");
        let mut index = 0;
        group.bench_function(script.name(), |b| {
            b.iter(|| {
                index += 1;
                painter.draw(1, index).expect("a line")
            });
        });
    }
    group.finish();
}

/// Photographs at 1280×960 of the training world. They differ from a tenth to thrice of the mean,
/// so a measure is a run of the same forty.
fn photographs(c: &mut Criterion) {
    const RUN: u64 = 40;
    let frame = Frame {
        world: World::Train,
        width: 1280,
        height: 960,
        harsh: 1.0,
    };
    let mut group = c.benchmark_group("synth/photographs");
    group.throughput(Throughput::Elements(RUN)).sample_size(10);
    group.bench_function("1280x960", |b| {
        b.iter(|| {
            for index in 0..RUN {
                black_box(photo::draw(frame, 1, index).expect("a photograph"));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, lines, photographs);
criterion_main!(benches);
