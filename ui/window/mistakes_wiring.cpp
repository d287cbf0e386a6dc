// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mistakes_wiring.h"

#include "core/data/look_correction.h"
#include "ui/data/data_panel.h"
#include "ui/data/sample_image.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/mistakes/mistakes_panel.h"
#include "ui/mistakes/two_networks_view.h"
#include "ui/training/training_session.h"
#include "ui/window/model_store.h"

namespace numeral::ui {

namespace {

void showOnCanvas(RecognitionPanel& drawing, const Mistakes& shown, std::uint32_t image)
{
    const LabelledImages& images = shown->images();
    const std::span<const std::uint8_t> pixels = images.image(image);
    const LabelledImages plain
        = inLook(LabelledImages(images.shape(), {pixels.begin(), pixels.end()},
                     {images.labels()[image]}, images.look()),
            {});
    drawing.canvas()->setPicture(sampleImage(plain.image(0), plain.shape()));
}

} // namespace

void connectMistakes(const MistakesParts& parts)
{
    MistakesPanel& mistakes = parts.mistakes;
    const auto setModel
        = [&mistakes, &store = parts.store] { mistakes.setModel(store.model(), store.origin()); };
    setModel();
    QObject::connect(&parts.store, &ModelStore::modelChanged, &mistakes, setModel);
    QObject::connect(&parts.session, &TrainingSession::epochFinished, &mistakes, setModel);
    const auto setDataset = [&mistakes, &data = parts.data] {
        mistakes.setDataset(data.asInFiles(), data.dataset()->edits);
    };
    QObject::connect(&parts.data, &DataPanel::loaded, &mistakes, setDataset);
    QObject::connect(&parts.data, &DataPanel::edited, &mistakes, setDataset);
    QObject::connect(&mistakes, &MistakesPanel::edited, &parts.data, &DataPanel::setEdits);
    const auto toCanvas = [&drawing = parts.drawing](const Mistakes& shown, std::uint32_t image) {
        showOnCanvas(drawing, shown, image);
    };
    QObject::connect(&mistakes, &MistakesPanel::imageWanted, &parts.drawing, toCanvas);
    QObject::connect(&parts.comparison, &TwoNetworksView::imageWanted, &parts.drawing, toCanvas);
}

} // namespace numeral::ui
