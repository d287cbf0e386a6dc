# SPDX-License-Identifier: GPL-3.0-or-later
"""Seconds for an epoch of 54,000 images with PyTorch and the network of the preset LeNet, at each of
some thread counts, extrapolated from 60 batches of 100.

Usage: pytorch_convolutions.py FOLDER THREADS...   Prints one number a thread count.
"""
import sys
import time

import numpy
import torch


def main():
    folder = sys.argv[1]
    images = numpy.fromfile(f"{folder}/train-images-idx3-ubyte", numpy.uint8)[16:]
    labels = numpy.fromfile(f"{folder}/train-labels-idx1-ubyte", numpy.uint8)[8:]
    x = torch.from_numpy(images.reshape(-1, 1, 28, 28)[:6500].astype(numpy.float32) / 255)
    y = torch.from_numpy(labels[:6500].astype(numpy.int64))
    for threads in map(int, sys.argv[2:]):
        torch.set_num_threads(threads)
        net = torch.nn.Sequential(
            torch.nn.Conv2d(1, 16, 5, padding=2), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
            torch.nn.Conv2d(16, 32, 5, padding=2), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
            torch.nn.Flatten(), torch.nn.Linear(32 * 7 * 7, 128), torch.nn.ReLU(),
            torch.nn.Linear(128, 10))
        adam = torch.optim.Adam(net.parameters())
        for batch in range(65):
            if batch == 5:  # the first ones warm up
                start = time.perf_counter()
            which = slice(batch * 100, (batch + 1) * 100)
            adam.zero_grad()
            torch.nn.functional.cross_entropy(net(x[which]), y[which]).backward()
            adam.step()
        print((time.perf_counter() - start) * 54000 / 6000, flush=True)


main()
