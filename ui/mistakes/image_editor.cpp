// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mistakes/image_editor.h"

#include <QUndoCommand>

#include <utility>

namespace numeral::ui {

class ImageEditor::Command final : public QUndoCommand {
public:
    Command(ImageEditor& editor, const QString& text, DataEdits edits)
        : QUndoCommand(text)
        , m_editor(editor)
        , m_before(editor.m_edits)
        , m_after(std::move(edits))
    {
    }

    void undo() override { m_editor.apply(m_before); }
    void redo() override { m_editor.apply(m_after); }

private:
    ImageEditor& m_editor;
    DataEdits m_before;
    DataEdits m_after;
};

ImageEditor::ImageEditor(QObject* parent)
    : QObject(parent)
{
    constexpr int steps = 100; // each may have the numbers of many images
    m_undo.setUndoLimit(steps);
}

void ImageEditor::setDataset(
    const std::shared_ptr<const Dataset>& asInFiles, const DataEdits& edits)
{
    if (asInFiles != m_asInFiles) {
        m_undo.clear();
    }
    m_asInFiles = asInFiles;
    m_edits = edits;
}

void ImageEditor::apply(const DataEdits& edits)
{
    m_edits = edits;
    Q_EMIT edited(edits);
}

void ImageEditor::push(const QString& text, const DataEdits& edits)
{
    if (edits != m_edits) {
        m_undo.push(new Command(*this, text, edits));
    }
}

void ImageEditor::leaveOut(bool ofTest, std::span<const std::uint32_t> numbers)
{
    DataEdits edits = m_edits;
    for (const std::uint32_t number : numbers) {
        (ofTest ? edits.test : edits.training)[number] = std::nullopt;
    }
    push(tr("leaving out %Ln image(s)", nullptr, static_cast<int>(numbers.size())), edits);
}

void ImageEditor::relabel(
    bool ofTest, std::span<const std::uint32_t> numbers, const std::string& name)
{
    const LabelledImages& images = ofTest ? m_asInFiles->test : m_asInFiles->training;
    DataEdits edits = m_edits;
    ImageEdits& part = ofTest ? edits.test : edits.training;
    for (const std::uint32_t number : numbers) {
        if (m_asInFiles->classes[images.labels()[number]] == name) {
            part.erase(number);
        } else {
            part[number] = name;
        }
    }
    push(tr("labelling %Ln image(s) as %1", nullptr, static_cast<int>(numbers.size()))
             .arg(QString::fromStdString(name)),
        edits);
}

void ImageEditor::restore(bool ofTest, std::span<const std::uint32_t> numbers)
{
    DataEdits edits = m_edits;
    for (const std::uint32_t number : numbers) {
        (ofTest ? edits.test : edits.training).erase(number);
    }
    push(tr("restoring %Ln image(s)", nullptr, static_cast<int>(numbers.size())), edits);
}

} // namespace numeral::ui
