// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writing_exam_action.h"

#include "core/platform/paths.h"
#include "ui/teaching/own_drawings.h"
#include "ui/teaching/writing_exam_dialog.h"
#include "ui/window/file_actions.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"

#include <QMainWindow>

namespace numeral::ui {

WritingExamAction::WritingExamAction(const WritingExamParts& parts)
    : QAction(tr("&Writing Exam…"), &parts.window)
    , m_parts(parts)
{
    setObjectName(QStringLiteral("writingExam"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+W")));
    setToolTip(tr("Be asked for each digit or letter a few times, and see how your hand is read"));
    connect(this, &QAction::triggered, this, &WritingExamAction::open);
}

void WritingExamAction::open()
{
    const ModelStore& store = m_parts.store;
    // The network of letters is built in, and one in training would be examined as it is now.
    const bool hasOwn = store.own() != nullptr && !store.hasLetters() && !store.isInTraining();
    auto* dialog = new WritingExamDialog(
        {store.bundled(), store.letters(), hasOwn ? std::optional(*store.own()) : std::nullopt,
            platform::dataHome() / "exams"},
        &m_parts.window);
    connect(dialog, &WritingExamDialog::dataWanted, this,
        [this](const QString& folder) { m_parts.files.openDropped({folder}); });
    connect(dialog, &WritingExamDialog::drawingsWanted, this, &WritingExamAction::add);
    dialog->open();
}

void WritingExamAction::add(const std::vector<InkRecord>& drawings)
{
    int added = 0;
    for (InkRecord drawing : drawings) {
        drawing.pixels = prepareRecord(drawing, ImageShape(), Preprocessing::Mnist);
        if (drawing.pixels) {
            m_parts.drawings.keep(drawing);
            ++added;
        }
    }
    m_parts.messages.showNotice(tr("%Ln drawing(s) added to My drawings. A network that knows what "
                                   "they are can learn from them (Ctrl+L).",
        nullptr, added));
}

} // namespace numeral::ui
