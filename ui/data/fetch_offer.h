// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QWidget>

class QProgressBar;
class QPushButton;

namespace numeral::ui {

class WrappingLabel;

/// Offers to fetch MNIST where it is missing: says how large it is, where it comes from and how it
/// is checked, what else is there, and what became of it. The program packaging/fetch-mnist does
/// the work: it tries several mirrors and keeps no file whose SHA-256 is wrong.
class FetchOffer final : public QWidget {
    Q_OBJECT

public:
    explicit FetchOffer(QWidget* parent = nullptr);
    /// Ends a fetch that is in progress; no partial file is left.
    ~FetchOffer() override;

    /// Whether the program is there, as it is in the build tree and where Numeral is installed.
    static bool isPossible();

    /// Shows the offer, unless a fetch is in progress. `others` are data sets that are there.
    void offer(const QStringList& others);

    /// Hides the offer; a fetch that is in progress goes on and stays visible.
    void withdraw();

Q_SIGNALS:
    /// MNIST is there now.
    void fetched();

private:
    void showOffer();
    void start();
    void cancel();
    void showProgress();
    void finish();

    WrappingLabel* m_text;
    QProgressBar* m_bar;
    QPushButton* m_button;
    QProcess m_sources; ///< prints the mirrors
    QProcess m_fetching;
    QString m_mirrors;
    QString m_others;
    QString m_lastLine; ///< of what the program said
    bool m_isCancelled = false;
};

} // namespace numeral::ui
