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

/// The user's own digits, the newest first, as a list to look at; each change is on the disk a
/// moment later. What could not be written is written again with the next change. A digit that the
/// network reads wrong says so.
class OwnDigits final : public QAbstractListModel {
    Q_OBJECT

public:
    explicit OwnDigits(std::filesystem::path folder, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Reads the folder on another thread; what is added meanwhile stays.
    void load();

    /// All of them, to learn from or to be written somewhere.
    std::vector<InkRecord> records() const;

    /// What a drawing with the same ink and pixels is kept as; nothing where it isn't kept.
    std::optional<int> labelOf(const InkRecord& drawing) const;

    /// Keeps a drawing, with label and pixels. One that is kept already only gets the label.
    void keep(const InkRecord& drawing);

    /// Deletes digits; `restore` brings back those of the last removal, then those of the one
    /// before, until the window is closed.
    void remove(const QModelIndexList& rows);
    void restore();
    bool canRestore() const { return !m_removed.empty(); }

    /// Tries again to write what could not be written.
    void saveAgain();
    bool hasUnsaved() const { return !m_unsaved.isEmpty(); }

    /// Whether something is still being written.
    bool isBusy() const { return m_underWay > 0; }

    /// Whose answers are shown.
    void setReader(const Model& model);

Q_SIGNALS:
    /// There is something to restore, or no longer.
    void restorableChanged();

    /// Everything is written, or couldn't be: then `failed` came before.
    void settled();
    void failed(const numeral::Error& error);

private:
    struct Item {
        StoredDigit digit;
        // Both once somebody has looked at it.
        mutable QImage picture;
        mutable std::optional<std::size_t> answer;
    };

    std::vector<Item>::const_iterator find(const InkRecord& drawing) const;
    void insert(std::size_t row, std::vector<StoredDigit> digits);
    void takeFrom(DigitFolder folder);
    void change(const std::string& file, std::function<Result<void>()> work);
    void finishChange(const std::string& file, const Result<void>& done);
    void write(const StoredDigit& digit);
    std::optional<std::size_t> answerOf(const Item& item) const;
    bool isReadWrong(const Item& item) const;
    QString captionOf(const Item& item) const;

    std::filesystem::path m_folder;
    std::vector<Item> m_items;
    std::vector<std::vector<StoredDigit>> m_removed; ///< removal by removal
    QSet<QString> m_unsaved; ///< files whose last writing or deletion has failed
    int m_underWay = 0; ///< changes on their way to the disk
    Model m_reader;
    mutable std::optional<Classifier> m_classifier; ///< of the reader, once it is needed
    JobTracker m_jobs; ///< writes in the order of the changes, and waits at its end
};

/// The user's digits as a data set: each seventh is a test image, as of MNIST's.
Dataset ownDataset(const std::vector<InkRecord>& records);

/// The digits as images of that size, with their labels, as a network sees them; those from
/// photos that have another size are left out.
LabelledImages ownImages(const std::vector<InkRecord>& records, const ImageShape& shape);

} // namespace numeral::ui
