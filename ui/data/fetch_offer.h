// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/data/catalogue.h"
#include "core/fetch/fetch.h"
#include "ui/base/job_tracker.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QProgressBar;
class QPushButton;

namespace numeral::ui {

class WrappingLabel;

/// Offers to fetch a data set of the catalogue that is missing: says how large it is, which licence
/// it has, where it comes from and how it is checked, then how far it is and what became of it.
class FetchOffer final : public QWidget {
    Q_OBJECT

public:
    explicit FetchOffer(QWidget* parent = nullptr);
    /// Cancels a fetch that is in progress; what has arrived stays for the next one.
    ~FetchOffer() override;

    /// Shows the offer. `others` are data sets that are there, to choose in its place; without any
    /// that is loaded, the offer can't be put away.
    void offer(const CatalogueEntry& entry, const QStringList& others, bool isAnyLoaded);

    /// Hides the offer. A fetch that is in progress goes on and stays visible, and its data set is
    /// no longer to be opened at its end.
    void withdraw();

    /// Whether something else than this is being fetched.
    bool isBusyWithOther(const CatalogueEntry& entry) const;

Q_SIGNALS:
    /// The data set is there now. `isWanted`: it was not withdrawn meanwhile.
    void fetched(const QString& id, bool isWanted);

private:
    class Latest; ///< progress, which one thread writes and the window reads

    bool isFetching() const { return m_latest != nullptr; }
    void showOffer(const QString& firstSentence);
    void start();
    void cancel();
    void showProgress();
    void finish(const Result<FetchReport>& report);
    QString size(std::uint64_t bytes) const;

    WrappingLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_button;
    QPushButton* m_close;
    const CatalogueEntry* m_entry = nullptr; ///< of the catalogue
    QStringList m_others;
    bool m_isCloseable = false;
    bool m_isWanted = false;
    std::shared_ptr<Latest> m_latest; ///< of the fetch that is in progress
    QTimer m_timer;
    JobTracker m_jobs;
};

} // namespace numeral::ui
