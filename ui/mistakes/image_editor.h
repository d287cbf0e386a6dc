// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <QObject>
#include <QUndoStack>

#include <memory>
#include <span>

namespace numeral::ui {

/// The user's edits of the data set, with undo. Images are named by their numbers in the files, of
/// one part: the test images, or else the training images.
class ImageEditor final : public QObject {
    Q_OBJECT

public:
    explicit ImageEditor(QObject* parent = nullptr);

    /// Tells what is edited, and which edits it has. Of another data set nothing can be undone.
    void setDataset(const std::shared_ptr<const Dataset>& asInFiles, const DataEdits& edits);

    const DataEdits& edits() const { return m_edits; }
    /// Of the data set.
    const std::vector<std::string>& classes() const { return m_asInFiles->classes; }
    QUndoStack& undoStack() { return m_undo; }

    void leaveOut(bool ofTest, std::span<const std::uint32_t> numbers);
    /// Gives images the label of a class of the data set.
    void relabel(bool ofTest, std::span<const std::uint32_t> numbers, const std::string& name);
    /// Makes images what they are in the files.
    void restore(bool ofTest, std::span<const std::uint32_t> numbers);

Q_SIGNALS:
    void edited(const numeral::DataEdits& edits);

private:
    class Command;

    void apply(const DataEdits& edits);
    void push(const QString& text, const DataEdits& edits);

    std::shared_ptr<const Dataset> m_asInFiles;
    DataEdits m_edits;
    QUndoStack m_undo;
};

} // namespace numeral::ui
