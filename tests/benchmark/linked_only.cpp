// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program that links LibTorch and makes one tensor: the baseline for the time from start to exit.
#include <ATen/ATen.h>

int main()
{
    return at::zeros({1}).numel() == 1 ? 0 : 1;
}
