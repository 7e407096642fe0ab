"""What the recipe promises: streams refused with a reason, targets that decode back, readable text."""

import dataclasses
import io
import random
import struct
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from recipe import alphabets, blend, card, cuts, geometry, lines, loop, nets, text
from recipe.models import MODELS
from recipe.stream import BadStream, samples


class Streams(unittest.TestCase):
    """A broken stream says what is wrong with it."""

    def test_wrong_magic(self):
        with self.assertRaisesRegex(BadStream, "is the command right"):
            list(samples(io.BytesIO(b"PNG....")))

    def test_cut_short(self):
        head = b'{"w":2,"h":2,"c":1,"seed":7}'
        stream = b"IDSYN1\n" + struct.pack("<I", len(head)) + head + struct.pack("<I", 4) + b"ab"
        with self.assertRaisesRegex(BadStream, "ends inside a sample: 2 of 4"):
            list(samples(io.BytesIO(stream)))

    def test_wrong_size(self):
        head = b'{"w":2,"h":2,"c":3,"seed":7}'
        stream = b"IDSYN1\n" + struct.pack("<I", len(head)) + head + struct.pack("<I", 4) + b"abcd"
        with self.assertRaisesRegex(BadStream, "do not make 2×2×3"):
            list(samples(io.BytesIO(stream)))


class Alphabets(unittest.TestCase):
    """Classes are distinct and folding stays inside them."""

    def test_no_double(self):
        for alphabet in (alphabets.MRZ, alphabets.LATIN, alphabets.THAI):
            self.assertEqual(len(alphabet), len(set(alphabet)))

    def test_fold(self):
        self.assertEqual(alphabets.fold("Ð–ª", alphabets.LATIN), "Đ-°")
        self.assertIsNone(alphabets.fold("Ж", alphabets.LATIN))


class Finders(unittest.TestCase):
    """A perfect answer decodes to the truth."""

    def test_card(self):
        quad = np.array([[60, 90], [250, 110], [240, 230], [50, 215]], float)
        perfect = card.targets([quad])
        ((found, _),) = card.decode(perfect["corners"], perfect["mask"], perfect["centre"], perfect["offsets"])
        self.assertGreater(geometry.overlap(found, quad), 0.99)

    def test_card_turned(self):
        held = (np.zeros((300, 400, 3), np.uint8), [np.array([[50, 50], [300, 50], [300, 200], [50, 200]], float)], [])
        for seed in range(20):
            _, (quad,) = card.view(held, random.Random(seed))
            self.assertGreater(geometry.area(quad), 0)  # never mirrored

    def test_a_peak_in_the_last_cell(self):
        last = card.CELLS - 1
        heat = np.zeros((card.CELLS, card.CELLS), np.float32)
        heat[last, last] = 1.0
        (place, height), = card.bumps_of(heat)
        self.assertEqual((place.tolist(), height), ([last + 0.5, last + 0.5], 1.0))
        self.assertEqual(card.about_cell(last, 0, 1), (slice(last - 1, last + 1), slice(0, 2)))

    def test_text(self):
        quads = [np.array([[20, 20 + y], [220, 22 + y], [220, 38 + y], [20, 36 + y]], float) for y in (0, 18, 36)]
        maps, _ = text.targets([(0, quad) for quad in quads], (128, 256))
        found = text.decode(maps, 0)
        self.assertEqual(text.matched(found, quads), 3)
        self.assertTrue(all(max(geometry.overlap(a, b) for b in quads) > 0.55 for a in found))

    def test_a_letter_alone_is_marked_and_found_upright(self):
        quad = np.array([[60.0, 40], [69, 40], [69, 55], [60, 55]])
        maps, weight = text.targets([(0, quad)], (128, 256))
        found = text.decode(maps, 0)
        self.assertEqual(len(found), 1)
        self.assertGreater(geometry.overlap(found[0], quad), 0.55)
        self.assertEqual(weight[0, 24, 32], text.HEED)


class Cuts(unittest.TestCase):
    """Lines are cut out of photographs where they stand, and only where all of them can be seen."""

    def cut(self, quad, tags=()):
        photo = np.full((200, 400, 3), 230, np.uint8)
        photo[90:110, 100:300] = 20
        truth = {"tags": list(tags), "documents": [{"lines": [{"text": "ABC", "kind": "text", "script": "latin", "quad": quad}]}]}
        return list(cuts.lines(iter([(truth, photo)] * 20), "latin", 1.0, 1))

    def test_a_line_is_the_dark_bar(self):
        bar = [[100, 90], [300, 90], [300, 110], [100, 110]]
        found = self.cut(bar)
        self.assertEqual(len(found), 20)
        for truth, pixels in found:
            self.assertEqual((truth["text"], pixels.shape[0]), ("ABC", cuts.HEIGHT))
            self.assertLess(pixels[12:20, 20:-20].mean(), 60)
        upside_down = [bar[2], bar[3], bar[0], bar[1]]
        self.assertEqual(len(self.cut(upside_down)), 20)

    def test_what_hides_letters_is_left_out(self):
        bar = [[100, 90], [300, 90], [300, 110], [100, 110]]
        self.assertFalse(self.cut(bar, ["hand"]))
        self.assertFalse(self.cut([[300, 90], [500, 90], [500, 110], [300, 110]]))  # beyond the border
        self.assertFalse(self.cut([[100, 90], [200, 90], [200, 95], [100, 95]]))  # too low to read

    def test_a_label_and_its_value_are_one_line_too_where_they_stand_close(self):
        def line(text, left, top, right, script="latin"):
            quad = [[left, top], [right, top], [right, 110], [left, 110]]
            return {"text": text, "kind": "text", "script": script, "quad": quad}

        label, value = line("Name", 100, 95, 150), line("VOGT", 160, 90, 300)
        (both,) = cuts.joined([value, label])
        self.assertEqual((both["text"], both["script"]), ("Name VOGT", "latin"))
        self.assertEqual(both["quad"], [[100, 90], [300, 90], [300, 110], [100, 110]])
        self.assertEqual(next(cuts.joined([label, line("ชื่อ", 160, 90, 300, "thai")]))["script"], "thai")
        far, below = line("VOGT", 180, 90, 300), line("VOGT", 160, 60, 300) | {"quad": [[160, 120], [300, 120], [300, 140], [160, 140]]}
        self.assertFalse(list(cuts.joined([label, far])) + list(cuts.joined([label, below])))


class Blends(unittest.TestCase):
    """A blend is the mean of weights by their shares; counts stay the first one's."""

    def test_shares_need_not_add_up_to_one(self):
        one, two = ({"weight": torch.tensor([value]), "seen": torch.tensor(count)} for value, count in ((1.0, 7), (5.0, 9)))
        both = blend.blend([(3.0, one), (1.0, two)])
        self.assertEqual((both["weight"].item(), both["seen"].item()), (2.0, 7))


class Readers(unittest.TestCase):
    """Paths become text, and a network's shapes are what the README says."""

    def test_read(self):
        path = np.zeros((1, 6, 4), np.float32)
        for step, symbol in enumerate((1, 1, 0, 1, 2, 0)):
            path[0, step, symbol] = 1
        self.assertEqual(lines.read(path, "abc"), ["aab"])

    def test_an_o_read_as_a_0_counts_where_they_are_one_sign(self):
        model = MODELS["mrz"]
        classes = {sign: model.alphabet.index(sign) + 1 for sign in "O0A"}

        def reads_0a(pictures):
            path = torch.zeros(len(pictures), 16, len(model.alphabet) + 1)
            path[:, 0, classes["0"]] = path[:, 2, classes["A"]] = 1
            return path

        line = (np.zeros((32, 64), np.uint8), [classes["O"], classes["A"]], ["clean"])
        rates = lines.score(reads_0a, [line], model, "cpu")
        self.assertEqual((rates["clean"], rates["clean, O as 0"]), ((0.0, 1), (1.0, 1)))

    def test_shapes(self):
        for model in MODELS.values():
            if model.kind == "line":
                answer = model.build().eval()(torch.zeros(2, 1, 32, 64))
                self.assertEqual(tuple(answer.shape), (2, 16, len(model.alphabet) + 1))


class Checkpoints(unittest.TestCase):
    """What was learnt is not lost: neither in a checkpoint nor in a wider network."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "small.pt"

    def begun(self, widths, mixer):
        """A line reader of some size at its start."""
        model = dataclasses.replace(MODELS["mrz"], build=lambda: nets.LineNet(37, widths, mixer))
        run = loop.begin(model, torch.device("cpu"))
        run.net.eval()
        return run

    def test_a_training_goes_on_from_the_average(self):
        first, second = self.begun((4, 8, 8, 8), 8), self.begun((4, 8, 8, 8), 8)
        with torch.no_grad():
            for weights in first.average.parameters():
                weights.add_(0.01)
        first.samples = 7
        loop.save(first, self.path)
        loop.resume(second, self.path)
        lines_seen = torch.randn(2, 1, 32, 64)
        self.assertEqual(second.samples, 7)
        torch.testing.assert_close(second.net(lines_seen), first.average(lines_seen))

    def test_a_wider_network_answers_the_same_at_first(self):
        narrow, wide = self.begun((4, 8, 8, 8), 8), self.begun((4, 8, 12, 16), 24)
        loop.save(narrow, self.path)
        lines_seen = torch.randn(2, 1, 32, 64)
        self.assertGreater((wide.net(lines_seen) - narrow.average(lines_seen)).abs().max(), 0.01)
        loop.borrow(wide, self.path)
        torch.testing.assert_close(wide.net(lines_seen), narrow.average(lines_seen), atol=1e-4, rtol=0)

    def test_letters_of_another_alphabet_are_not_borrowed(self):
        mrz, model = self.begun((4, 8, 8, 8), 8), dataclasses.replace(
            MODELS["latin"], build=lambda: nets.LineNet(50, (4, 8, 8, 8), 8))
        loop.save(mrz, self.path)
        latin = loop.begin(model, torch.device("cpu"))
        before = latin.net.head.weight.clone()
        loop.borrow(latin, self.path)
        torch.testing.assert_close(latin.net.head.weight, before)


if __name__ == "__main__":
    unittest.main()
