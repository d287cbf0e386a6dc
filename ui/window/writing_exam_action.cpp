// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/writing_exam_action.h"

#include "core/platform/paths.h"
#include "ui/teaching/writing_exam_dialog.h"
#include "ui/window/file_actions.h"
#include "ui/window/model_store.h"

#include <QMainWindow>

namespace numeral::ui {

WritingExamAction::WritingExamAction(ModelStore& store, FileActions& files, QMainWindow& window)
    : QAction(tr("&Writing Exam…"), &window)
    , m_store(store)
    , m_files(files)
    , m_window(window)
{
    setObjectName(QStringLiteral("writingExam"));
    setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+W")));
    setToolTip(tr("Be asked for each digit or letter a few times, and see how your hand is read"));
    connect(this, &QAction::triggered, this, &WritingExamAction::open);
}

void WritingExamAction::open()
{
    const Model* own = m_store.own();
    auto* dialog = new WritingExamDialog(
        {m_store.bundled(), m_store.letters(), own != nullptr ? std::optional(*own) : std::nullopt,
            platform::dataHome() / "exams"},
        &m_window);
    connect(dialog, &WritingExamDialog::dataWanted, &m_files,
        [this](const QString& folder) { m_files.openDropped({folder}); });
    dialog->open();
}

} // namespace numeral::ui
