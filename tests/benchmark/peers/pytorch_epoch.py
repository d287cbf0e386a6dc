# SPDX-License-Identifier: GPL-3.0-or-later
"""Seconds for an epoch of 54,000 images of MNIST with PyTorch, at each of some thread counts.

Usage: pytorch_epoch.py FOLDER THREADS...   Prints one number a thread count.
"""
import sys
import time

import numpy
import torch


def main():
    folder = sys.argv[1]
    images = numpy.fromfile(f"{folder}/train-images-idx3-ubyte", numpy.uint8)[16:]
    labels = numpy.fromfile(f"{folder}/train-labels-idx1-ubyte", numpy.uint8)[8:]
    x = torch.from_numpy(images.reshape(-1, 784)[:54000].astype(numpy.float32) / 255)
    y = torch.from_numpy(labels[:54000].astype(numpy.int64))
    for threads in map(int, sys.argv[2:]):
        torch.set_num_threads(threads)
        net = torch.nn.Sequential(
            torch.nn.Linear(784, 50), torch.nn.ReLU(),
            torch.nn.Linear(50, 50), torch.nn.ReLU(), torch.nn.Linear(50, 10))
        adam = torch.optim.Adam(net.parameters())
        for epoch in range(2):  # the first warms up
            start = time.perf_counter()
            order = torch.randperm(54000)
            for i in range(0, 54000, 100):
                which = order[i:i + 100]
                adam.zero_grad()
                torch.nn.functional.cross_entropy(net(x[which]), y[which]).backward()
                adam.step()
            seconds = time.perf_counter() - start
        print(seconds, flush=True)


main()
