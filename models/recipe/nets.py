"""The two shapes of network: a convolutional line reader for CTC, and a small U-Net for finding things."""

import torch
from torch import nn
from torch.nn import functional as F


def conv(inputs: int, outputs: int, kernel=3, stride=1, dilation=1) -> nn.Sequential:
    """A convolution that keeps the size (before its stride), then batch norm and ReLU."""
    kernel = (kernel, kernel) if isinstance(kernel, int) else kernel
    padding = tuple((k - 1) // 2 * dilation for k in kernel)
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def pooled(inputs: int, outputs: int, by: tuple[int, int]) -> nn.Sequential:
    """A convolution, pooled before its norm: the norm and the ReLU then touch a fraction of the cells."""
    convolution, norm, relu = conv(inputs, outputs)
    return nn.Sequential(convolution, nn.MaxPool2d(by), norm, relu)


class Residual(nn.Module):
    """Two convolutions whose result is added to what came in."""

    def __init__(self, width: int, kernel=3, dilation: int = 1):
        super().__init__()
        self.body = nn.Sequential(conv(width, width, kernel, dilation=dilation), conv(width, width, kernel))

    def forward(self, x):
        return x + self.body(x)


class LineNet(nn.Module):
    """Grey lines [n, 1, 32, w] → log-probabilities [n, w / 4, classes + 1]; class 0 is CTC's blank.

    A convolutional trunk halves the height five times and the width twice; 1-D residual convolutions
    over the columns stand where a CRNN has its recurrence: they train faster here and score better.
    """

    def __init__(self, classes: int, widths: tuple[int, ...], mixer: int, blocks: int = 2):
        super().__init__()
        a, b, c, d = widths
        self.trunk = nn.Sequential(
            conv(1, a, 5, stride=2),
            pooled(a, b, (2, 2)),
            conv(b, c),
            pooled(c, c, (2, 1)),
            conv(c, d),
            pooled(d, d, (2, 1)),
            nn.Conv2d(d, mixer, (2, 3), padding=(0, 1), bias=False),
            nn.BatchNorm2d(mixer),
            nn.ReLU(inplace=True),
        )
        self.mixer = nn.Sequential(*[Residual(mixer, (1, 3)) for _ in range(blocks)])
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(mixer, classes + 1)

    def forward(self, lines):
        columns = self.mixer(self.trunk(lines)).squeeze(2).transpose(1, 2)
        return F.log_softmax(self.head(self.dropout(columns)).float(), dim=2)


class Pyramid(nn.Module):
    """Pictures → features at stride 4 that have seen the whole picture, and what each level saw on the way down."""

    def __init__(self, channels: int, widths: tuple[int, ...], depths: tuple[int, ...], out: int):
        super().__init__()
        stem, *stages = widths
        self.stem = conv(channels, stem, stride=2)
        self.down = nn.ModuleList()
        for before, width, depth in zip(widths, stages, depths):
            blocks = [Residual(width, dilation=1 + i % 3 if width == stages[-1] else 1) for i in range(depth)]
            self.down.append(nn.Sequential(conv(before, width, stride=2), *blocks))
        self.across = nn.ModuleList(nn.Conv2d(width, out, 1) for width in stages)
        self.smooth = nn.ModuleList(conv(out, out) for _ in stages[:-1])

    def forward(self, x):
        x, levels = self.stem(x), []
        for stage in self.down:
            x = stage(x)
            levels.append(x)
        top = self.across[-1](x)
        for level in range(len(levels) - 2, -1, -1):
            top = F.interpolate(top, scale_factor=2.0, mode="nearest") + self.across[level](levels[level])
            top = self.smooth[level](top)
        return top, levels


class Far(nn.Module):
    """What only the whole picture tells, from the two deepest levels, at stride 16: where a document's corners lie.

    It starts by adding nothing, so that a checkpoint made without it goes on as it was.
    """

    def __init__(self, near: int, deep: int, width: int, outputs: int):
        super().__init__()
        self.near, self.deep = nn.Conv2d(near, width, 1), nn.Conv2d(deep, width, 1)
        self.body = nn.Sequential(nn.ReLU(inplace=True), Residual(width))
        self.last = nn.Conv2d(width, outputs, 1)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def forward(self, near, deep):
        x = self.near(near) + F.interpolate(self.deep(deep), scale_factor=2.0, mode="nearest")
        return F.interpolate(self.last(self.body(x)).float(), scale_factor=4.0, mode="bilinear", align_corners=False)


class CardNet(nn.Module):
    """Letterboxed photos [n, 3, 320, 320] → logits of corners, mask and centre, offsets, document logit."""

    def __init__(self):
        super().__init__()
        self.pyramid = Pyramid(3, (16, 32, 48, 80, 112), (1, 1, 2, 2), out=32)
        self.bumps = nn.Sequential(conv(32, 32), rare(nn.Conv2d(32, 4 + 1, 1)))
        self.areas = nn.Sequential(conv(32, 32), nn.Conv2d(32, 1 + 8, 1))
        self.score = nn.Linear(112, 1)
        self.far = Far(80, 112, 48, 8)

    def forward(self, photos):
        features, levels = self.pyramid(photos)
        deep = levels[-1]
        bumps, areas = self.bumps(features).float(), self.areas(features).float()
        score = self.score(deep.float().amax((2, 3)) * 0.5 + deep.float().mean((2, 3)) * 0.5)
        return bumps[:, :4], areas[:, :1], bumps[:, 4:], areas[:, 1:] + self.far(levels[-2], deep), score[:, 0]


class TextNet(nn.Module):
    """Grey cards or photos [n, 1, h, w] → logits [n, 4, h / 2, w / 2]: text, MRZ line, portrait, barcode."""

    def __init__(self):
        super().__init__()
        self.pyramid = Pyramid(1, (16, 24, 48, 64, 96), (1, 1, 2, 2), out=32)
        self.head = nn.Sequential(conv(32, 32), rare(nn.Conv2d(32, 4 * 4, 3, padding=1)), nn.PixelShuffle(2))

    def forward(self, pictures):
        return self.head(self.pyramid(pictures)[0]).float()


def rare(layer: nn.Conv2d) -> nn.Conv2d:
    """A last layer that starts by answering "nothing here", as most cells must."""
    nn.init.constant_(layer.bias, -3.0)
    return layer


class Probable(nn.Module):
    """A finder as it ships: its logits turned into probabilities, its offsets left alone."""

    def __init__(self, net: nn.Module):
        super().__init__()
        self.net = net

    def forward(self, pictures):
        if isinstance(self.net, CardNet):
            corners, mask, centre, offsets, score = self.net(pictures)
            return corners.sigmoid(), mask.sigmoid(), centre.sigmoid(), offsets, score.sigmoid()
        return self.net(pictures).sigmoid()
