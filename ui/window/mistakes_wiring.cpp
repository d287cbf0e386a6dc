// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/mistakes_wiring.h"

#include "core/data/look_correction.h"
#include "ui/data/data_panel.h"
#include "ui/data/sample_image.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/mistakes/mistakes_panel.h"
#include "ui/training/training_session.h"
#include "ui/window/model_store.h"

namespace numeral::ui {

void connectMistakes(MistakesPanel& mistakes, const ModelStore& store, const DataPanel& data,
    const TrainingSession& session, RecognitionPanel& drawing)
{
    const auto setModel = [&] { mistakes.setModel(store.model(), store.origin()); };
    setModel();
    QObject::connect(&store, &ModelStore::modelChanged, &mistakes, setModel);
    QObject::connect(&session, &TrainingSession::epochFinished, &mistakes, setModel);
    QObject::connect(
        &data, &DataPanel::loaded, &mistakes, [&] { mistakes.setDataset(data.dataset()); });
    QObject::connect(&mistakes, &MistakesPanel::imageWanted, &drawing,
        [&drawing](const Mistakes& shown, std::uint32_t image) {
            const LabelledImages& images = shown->images();
            const std::span<const std::uint8_t> pixels = images.image(image);
            const LabelledImages plain
                = inLook(LabelledImages(images.shape(), {pixels.begin(), pixels.end()},
                             {images.labels()[image]}, images.look()),
                    {});
            drawing.canvas()->setPicture(sampleImage(plain.image(0), plain.shape()));
        });
}

} // namespace numeral::ui
