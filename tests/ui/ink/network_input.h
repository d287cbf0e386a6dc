// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/reading/reader.h"
#include "ui/ink/ink_canvas.h"
#include "ui/picture/image_file.h"

#include <memory>
#include <optional>

namespace numeral::ui {

/// The input image that a network for digits gets from the canvas; nothing without ink.
inline std::optional<GreyImage> networkInput(const InkCanvas& canvas)
{
    Model model;
    model.classes.assign(10, "digit");
    model.weights = std::make_shared<const Weights>(
        Perceptron{model.image.pixels(), {}, model.classes.size()},
        std::vector<float>((model.image.pixels() + 1) * model.classes.size()));
    Reader reader;
    reader.setModel(model);
    const CanvasContent content = canvas.content();
    if (content.picture.isNull()) {
        reader.read(content.ink);
    } else {
        reader.read(lightnessOf(content.picture));
    }
    return reader.digits().empty() ? std::nullopt : std::optional(reader.digits().front().input);
}

} // namespace numeral::ui
