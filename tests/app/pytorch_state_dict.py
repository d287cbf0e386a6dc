# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains a small convolutional network, opens its file in PyTorch by load_state_dict, and compares
loss and accuracy on the test images with those that `numeral-cli evaluate` gives.

Usage: pytorch_state_dict.py NUMERAL-CLI
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
import torch


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = torch.nn.ModuleList(
            [torch.nn.Conv2d(1, 4, 5, padding=2), torch.nn.Conv2d(4, 8, 3, padding=1)])
        self.layers = torch.nn.ModuleList([torch.nn.Linear(8 * 4 * 4, 16), torch.nn.Linear(16, 10)])

    def forward(self, x):
        for block, pooling in zip(self.blocks, (3, 2)):
            x = torch.nn.functional.max_pool2d(torch.relu(block(x)), pooling)
        return self.layers[1](torch.relu(self.layers[0](x.flatten(1))))


def tensors_in(file):
    content = file.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__")
    return {
        name: torch.from_numpy(
            numpy.frombuffer(content[start:], numpy.float32,
                             (tensor["data_offsets"][1] - tensor["data_offsets"][0]) // 4,
                             tensor["data_offsets"][0]).reshape(tensor["shape"]).copy())
        for name, tensor in header.items()}


def main():
    program = sys.argv[1]
    data_home = pathlib.Path(
        os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local" / "share")
    mnist = data_home / "numeral" / "mnist"
    with tempfile.TemporaryDirectory() as folder:
        def run(*arguments):
            printed = subprocess.run(
                [program, *arguments, "--data", mnist, "--json"], check=True, text=True,
                capture_output=True, env={**os.environ, "XDG_DATA_HOME": folder}).stdout
            return json.loads(printed.splitlines()[-1])

        model = pathlib.Path(folder) / "model.safetensors"
        run("train", "--network", "conv", "--blocks", "4x5x3,8x3", "--hidden", "16",
            "--epochs", "1", "--output", model)
        expected = run("evaluate", "--model", model)
        network = Network()
        network.load_state_dict(tensors_in(model))
    images = numpy.fromfile(mnist / "t10k-images-idx3-ubyte", numpy.uint8)[16:]
    labels = torch.from_numpy(numpy.fromfile(mnist / "t10k-labels-idx1-ubyte", numpy.uint8)[8:])
    x = torch.from_numpy(images.reshape(-1, 1, 28, 28).astype(numpy.float32) / 255)
    with torch.no_grad():
        logits = network(x)
    loss = torch.nn.functional.cross_entropy(logits, labels.long()).item()
    accuracy = (logits.argmax(1) == labels).float().mean().item()
    print(f"loss {loss} and {expected['test_loss']}, "
          f"accuracy {accuracy} and {expected['test_accuracy']}")
    assert accuracy > 0.9
    assert abs(loss - expected["test_loss"]) < 1e-5
    assert abs(accuracy - expected["test_accuracy"]) < 1.5e-4  # one image at most


main()
