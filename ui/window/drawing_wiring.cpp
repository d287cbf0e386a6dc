// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/drawing_wiring.h"

#include "ui/ink/ink_canvas.h"
#include "ui/ink/recognition_panel.h"
#include "ui/inspect/network_panel.h"
#include "ui/window/file_actions.h"

namespace numeral::ui {

void connectDrawing(const DrawingParts& parts)
{
    RecognitionPanel& drawing = parts.drawing;
    QObject::connect(&drawing, &RecognitionPanel::answered, &parts.network,
        [&drawing, &network = parts.network] {
            const ReadDigit* digit = drawing.chosenDigit();
            network.setInput(digit == nullptr
                    ? std::nullopt
                    : std::optional(ReadInput{digit->input, drawing.model().weights,
                        digit->recognition.label, drawing.model().look.paper}));
        });
    QObject::connect(
        &parts.network, &NetworkPanel::explained, &drawing, &RecognitionPanel::setAttribution);
    QObject::connect(
        &parts.files, &FileActions::pictureOpened, drawing.canvas(), &InkCanvas::setPicture);
    drawing.canvas()->setFileHandler(
        [&files = parts.files](const QStringList& dropped) { return files.openDropped(dropped); });
}

} // namespace numeral::ui
