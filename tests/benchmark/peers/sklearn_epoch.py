# SPDX-License-Identifier: GPL-3.0-or-later
"""Seconds for an epoch of 54,000 images of MNIST with scikit-learn's MLPClassifier.

Usage: sklearn_epoch.py FOLDER   Prints one number.
"""
import sys
import time
import warnings

import numpy
from sklearn.neural_network import MLPClassifier


def main():
    folder = sys.argv[1]
    images = numpy.fromfile(f"{folder}/train-images-idx3-ubyte", numpy.uint8)[16:]
    labels = numpy.fromfile(f"{folder}/train-labels-idx1-ubyte", numpy.uint8)[8:]
    x = images.reshape(-1, 784)[:54000].astype(numpy.float32) / 255
    y = labels[:54000]
    warnings.simplefilter("ignore")  # one epoch does not converge
    seconds = []
    for epochs in (1, 3):
        net = MLPClassifier((50, 50), batch_size=100, max_iter=epochs, random_state=1)
        start = time.perf_counter()
        net.fit(x, y)
        seconds.append(time.perf_counter() - start)
    print((seconds[1] - seconds[0]) / 2)


main()
