// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ink/ink_file.h"
#include "core/reading/classifier.h"
#include "ui/base/job_tracker.h"
#include "ui/teaching/drawing_folder.h"

#include <QAbstractListModel>
#include <QImage>
#include <QSet>

#include <functional>
#include <optional>

namespace numeral::ui {

/// List model of the user's own drawings, newest first. Changes are written to disk in the
/// background; failed ones are retried when the next drawing is kept or restored. The caption of a
/// misclassified drawing says so; those of classes that the network doesn't know are grey.
class OwnDrawings final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit OwnDrawings(std::filesystem::path folder, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Reads the folder on another thread; drawings added meanwhile stay.
    void load();

    /// All drawings, for training and export.
    std::vector<InkRecord> records() const;

    /// The label of a kept drawing with the same ink and pixels; nullopt if there is none.
    std::optional<std::string> labelOf(const InkRecord& drawing) const;

    /// Keeps a drawing, which has a label and pixels. If it is kept already, only its label
    /// changes.
    void keep(const InkRecord& drawing);

    /// Deletes drawings; `restore` undoes the removals, latest first, until the window is closed.
    void remove(const QModelIndexList& rows);
    void restore();
    bool canRestore() const { return !m_removed.empty(); }

    /// Retries failed writes and deletions.
    void retryFailedWrites();
    bool hasUnsaved() const { return !m_unsaved.isEmpty(); }

    /// Whether something is still being written.
    bool isBusy() const { return m_jobs.isBusy(); }

    /// How many drawings have that label.
    std::size_t countOf(const std::string& label) const;

    /// Whether there is a drawing that the model of the captions can learn from.
    bool hasKnown() const;

    /// Sets the model whose answers the captions show.
    void setReader(const Model& model);

Q_SIGNALS:
    /// canRestore() may have changed.
    void restorableChanged();

    /// No write or deletion is pending any more; `failed` was emitted before for each that failed.
    void allWritten();
    void failed(const numeral::Error& error);

private:
    struct Item {
        StoredDrawing drawing;
        // Computed lazily, when the item is first displayed.
        mutable QImage picture;
        mutable std::optional<std::size_t> answer;
    };

    std::vector<Item>::const_iterator find(const InkRecord& drawing) const;
    void insert(std::size_t row, std::vector<StoredDrawing> drawings);
    void addLoaded(DrawingFolder folder);
    void change(const std::string& file, std::function<Result<void>()> work);
    void finishChange(const std::string& file, const Result<void>& done);
    void write(const StoredDrawing& drawing);
    std::optional<std::size_t> classIn(const Item& item) const;
    std::optional<std::size_t> answerOf(const Item& item) const;
    bool isReadWrong(const Item& item) const;
    QString captionOf(const Item& item) const;

    std::filesystem::path m_folder;
    std::vector<Item> m_items;
    std::vector<std::vector<StoredDrawing>> m_removed; ///< one entry per removal, latest last
    QSet<QString> m_unsaved; ///< files whose last write or deletion failed
    Model m_reader;
    mutable std::optional<Classifier> m_classifier; ///< of m_reader, created lazily
    JobTracker m_jobs; ///< writes in order; its destructor waits
};

} // namespace numeral::ui
