// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"
#include "core/reading/classifier.h"
#include "ui/base/job_tracker.h"
#include "ui/teaching/digit_folder.h"

#include <QAbstractListModel>
#include <QImage>
#include <QSet>

#include <functional>
#include <optional>

namespace numeral::ui {

/// List model of the user's own digits, newest first. Changes are written to disk in the
/// background; failed ones are retried when the next digit is kept or restored. The caption of a
/// misclassified digit says so.
class OwnDigits final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit OwnDigits(std::filesystem::path folder, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Reads the folder on another thread; digits added meanwhile stay.
    void load();

    /// All digits, for training and export.
    std::vector<InkRecord> records() const;

    /// The label of a kept drawing with the same ink and pixels; nullopt if there is none.
    std::optional<int> labelOf(const InkRecord& drawing) const;

    /// Keeps a drawing, which has a label and pixels. If it is kept already, only its label
    /// changes.
    void keep(const InkRecord& drawing);

    /// Deletes digits; `restore` undoes the removals, latest first, until the window is closed.
    void remove(const QModelIndexList& rows);
    void restore();
    bool canRestore() const { return !m_removed.empty(); }

    /// Retries failed writes and deletions.
    void retryFailedWrites();
    bool hasUnsaved() const { return !m_unsaved.isEmpty(); }

    /// Whether something is still being written.
    bool isBusy() const { return m_jobs.isBusy(); }

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
        StoredDigit digit;
        // Computed lazily, when the item is first displayed.
        mutable QImage picture;
        mutable std::optional<std::size_t> answer;
    };

    std::vector<Item>::const_iterator find(const InkRecord& drawing) const;
    void insert(std::size_t row, std::vector<StoredDigit> digits);
    void addLoaded(DigitFolder folder);
    void change(const std::string& file, std::function<Result<void>()> work);
    void finishChange(const std::string& file, const Result<void>& done);
    void write(const StoredDigit& digit);
    std::optional<std::size_t> answerOf(const Item& item) const;
    bool isReadWrong(const Item& item) const;
    QString captionOf(const Item& item) const;

    std::filesystem::path m_folder;
    std::vector<Item> m_items;
    std::vector<std::vector<StoredDigit>> m_removed; ///< one entry per removal, latest last
    QSet<QString> m_unsaved; ///< files whose last write or deletion failed
    Model m_reader;
    mutable std::optional<Classifier> m_classifier; ///< of m_reader, created lazily
    JobTracker m_jobs; ///< writes in order; its destructor waits
};

/// Makes a data set of the user's digits. One in seven is a test image, as in MNIST.
Dataset ownDataset(const std::vector<InkRecord>& records);

/// Converts the digits to labelled images of that size, prepared as the network's input. Digits
/// without ink, from photos, are left out if their pixels have another size.
LabelledImages ownImages(const std::vector<InkRecord>& records, const ImageShape& shape);

} // namespace numeral::ui
