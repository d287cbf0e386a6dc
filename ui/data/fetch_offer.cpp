// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/fetch_offer.h"

#include "ui/appearance/wrapping_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>
#include <mutex>

namespace numeral::ui {

namespace {

constexpr int steps = 1000; ///< of the progress bar

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString hostsOf(const Download& download)
{
    QStringList hosts;
    for (const std::string& mirror : mirrorsOf(download, fetchSettings())) {
        hosts.append(QString::fromStdString(hostOf(mirror)));
    }
    hosts.removeDuplicates();
    return hosts.join(QStringLiteral(", "));
}

} // namespace

class FetchOffer::Latest {
public:
    void set(const FetchProgress& progress)
    {
        const std::lock_guard lock(m_mutex);
        m_progress = progress;
    }
    FetchProgress get() const
    {
        const std::lock_guard lock(m_mutex);
        return m_progress;
    }

private:
    mutable std::mutex m_mutex;
    FetchProgress m_progress;
};

FetchOffer::FetchOffer(QWidget* parent)
    : QWidget(parent)
    , m_text(new WrappingLabel)
    , m_bar(new QProgressBar)
    , m_button(new QPushButton)
    , m_close(new QPushButton(tr("Not Now")))
{
    m_text->setObjectName(QStringLiteral("fetchText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar->setObjectName(QStringLiteral("fetchProgress"));
    m_bar->setRange(0, steps);
    m_bar->setAccessibleName(tr("Progress of fetching the data set"));
    m_button->setObjectName(QStringLiteral("fetch"));
    m_close->setObjectName(QStringLiteral("fetchLater"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_button);
    buttons->addWidget(m_close);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addLayout(buttons);
    hide();

    constexpr std::chrono::milliseconds rate(100);
    m_timer.setInterval(rate);
    connect(&m_timer, &QTimer::timeout, this, &FetchOffer::showProgress);
    connect(m_button, &QPushButton::clicked, this, [this] { isFetching() ? cancel() : start(); });
    connect(m_close, &QPushButton::clicked, this, &FetchOffer::withdraw);
}

FetchOffer::~FetchOffer() = default;

void FetchOffer::offer(const CatalogueEntry& entry, const QStringList& others, bool isAnyLoaded)
{
    show();
    if (isFetching()) {
        return;
    }
    m_entry = &entry;
    m_others = others;
    m_isCloseable = isAnyLoaded;
    m_close->setVisible(m_isCloseable);
    showOffer({});
}

void FetchOffer::withdraw()
{
    m_isWanted = false;
    setVisible(isFetching());
}

bool FetchOffer::isBusyWithOther(const CatalogueEntry& entry) const
{
    return isFetching() && m_entry->download != entry.download;
}

QString FetchOffer::size(std::uint64_t bytes) const
{
    return locale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

void FetchOffer::showOffer(const QString& firstSentence)
{
    const Download& download = *m_entry->download;
    const QString title = fromView(m_entry->title);
    const std::uint64_t present = fetchedBytes(download);
    QStringList lines;
    if (!firstSentence.isEmpty()) {
        lines.append(firstSentence);
    }
    if (m_entry->title == download.title) {
        lines.append(tr("%1 is not here yet. Fetching it takes %2; the SHA-256 of each file is "
                        "checked.")
                         .arg(title, size(download.size())));
    } else {
        lines.append(tr("%1 is not here yet. It comes with the other sets of %2. Fetching them "
                        "takes %3; the SHA-256 is checked.")
                         .arg(title, fromView(download.title), size(download.size())));
    }
    if (present > 0) {
        lines.append(tr("%1 of it are here already.").arg(size(present)));
    }
    lines.append((download.licence.empty() ? tr("Its publisher names no licence: see %1")
                                           : tr("Licence: %2, see %1"))
                     .arg(fromView(download.homePage), fromView(download.licence)));
    if (const QString hosts = hostsOf(download); !hosts.isEmpty()) {
        lines.append(tr("From %1").arg(hosts));
    }
    if (!m_others.isEmpty()) {
        lines.append(tr("There is also %1: choose it above.").arg(m_others.join(tr(", "))));
    }
    m_text->setText(lines.join(QLatin1Char('\n')));
    m_button->setText(present > 0 ? tr("Resume") : tr("Fetch %1").arg(fromView(download.title)));
    m_button->show();
    m_close->setText(tr("Not Now"));
    m_bar->hide();
}

void FetchOffer::start()
{
    m_isWanted = true;
    m_latest = std::make_shared<Latest>();
    m_latest->set(
        {FetchStage::Checking, fetchedBytes(*m_entry->download), m_entry->download->size(), {}});
    m_button->setText(tr("Cancel"));
    m_close->hide();
    m_bar->show();
    showProgress();
    m_timer.start();
    m_jobs.startLatest(
        [download = m_entry->download, settings = fetchSettings(), latest = m_latest](
            JobControl& control) {
            return fetch(*download, settings, [&](const FetchProgress& progress) {
                latest->set(progress);
                return !control.isCancelled;
            });
        },
        [this](const Result<FetchReport>& report) { finish(report); });
}

void FetchOffer::cancel()
{
    m_jobs.cancel();
    m_timer.stop();
    m_latest.reset();
    m_close->setVisible(m_isCloseable);
    showOffer(tr("Cancelled."));
}

void FetchOffer::showProgress()
{
    const FetchProgress progress = m_latest->get();
    switch (progress.stage) {
    case FetchStage::Waiting:
        m_text->setText(tr("Another program is fetching this: waiting for it…"));
        break;
    case FetchStage::Checking:
        m_text->setText(tr("Checking…"));
        break;
    case FetchStage::Downloading:
        m_text->setText(tr("Fetching %1 from %2…")
                            .arg(fromView(m_entry->download->title),
                                QString::fromStdString(hostOf(progress.mirror))));
        break;
    }
    const double share = static_cast<double>(progress.bytes)
        / static_cast<double>(std::max<std::uint64_t>(progress.total, 1));
    m_bar->setValue(static_cast<int>(share * steps));
    m_bar->setFormat(tr("%1 of %2").arg(size(progress.bytes), size(progress.total)));
}

void FetchOffer::finish(const Result<FetchReport>& report)
{
    m_timer.stop();
    m_latest.reset();
    m_close->setVisible(m_isCloseable || report.has_value());
    if (!report) {
        showOffer(QString::fromStdString(report.error().detail));
        return;
    }
    m_bar->hide();
    m_button->hide();
    m_close->setText(tr("Close"));
    m_text->setText(tr("%1 is here now.").arg(fromView(m_entry->title)));
    Q_EMIT fetched(fromView(m_entry->id), m_isWanted);
}

} // namespace numeral::ui
