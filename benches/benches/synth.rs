//! How many augmented lines a core draws: at least 1,500 in a second.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use synth::line::{Painter, Script};
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

criterion_group!(benches, lines);
criterion_main!(benches);
