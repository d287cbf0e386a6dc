// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/repeat_dialog.h"

#include "core/training/run_setup.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/training/run_text.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

const QString seedsKey = QStringLiteral("training/seeds");
const QString jobsKey = QStringLiteral("training/jobs");

} // namespace

RepeatDialog::RepeatDialog(const Question& question, QWidget* parent)
    : QDialog(parent)
    , m_question(question)
    , m_seeds(new QSpinBox)
    , m_jobs(new QSpinBox)
    , m_summary(new WrappingLabel)
{
    setObjectName(QStringLiteral("repeatDialog"));
    const bool isAblation = !question.settings.isEmpty();
    setWindowTitle(
        isAblation ? tr("What Does Each Setting Bring?") : tr("Train with Several Seeds"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_seeds->setObjectName(QStringLiteral("seeds"));
    m_seeds->setRange(2, 1000);
    m_seeds->setValue(question.choice.seeds);
    m_seeds->setAccelerated(true);
    m_jobs->setObjectName(QStringLiteral("jobs"));
    m_jobs->setRange(1, static_cast<int>(usableCores()));
    m_jobs->setValue(question.choice.jobs);
    m_jobs->setToolTip(tr("Each network is trained on one core."));

    auto* why = new WrappingLabel;
    why->setText(isAblation
            ? tr("Networks are trained with all settings, and with one at a time as it is by "
                 "default, from the same seeds: %1.")
                  .arg(question.settings.join(QStringLiteral(", ")))
            : tr("A network’s accuracy depends on chance, too: on its first weights and on the "
                 "order of the images. Trained from several seeds, the same settings show how "
                 "much."));
    auto* form = new QFormLayout;
    form->addRow(tr("&Seeds:"), m_seeds);
    form->addRow(tr("&At once:"), m_jobs);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton* train = buttons->addButton(tr("&Train"), QDialogButtonBox::AcceptRole);
    train->setObjectName(QStringLiteral("trainSeeds"));
    makePrimary(*train);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::margin);
    layout->addWidget(why);
    layout->addLayout(form);
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    connect(m_seeds, &QSpinBox::valueChanged, this, &RepeatDialog::showSummary);
    connect(m_jobs, &QSpinBox::valueChanged, this, &RepeatDialog::showSummary);
    showSummary();
    resize(420, sizeHint().height());
    m_seeds->selectAll();
}

RepeatDialog::Choice RepeatDialog::choice() const
{
    return {m_seeds->value(), m_jobs->value()};
}

void RepeatDialog::showSummary()
{
    const auto networks = static_cast<int>((1 + m_question.settings.size()) * m_seeds->value());
    QString summary = tr("%Ln network(s), from seed %1 to %2. Every run is kept, on this computer.",
        nullptr, networks)
                          .arg(m_question.firstSeed)
                          .arg(m_question.firstSeed + m_seeds->value() - 1);
    if (m_question.secondsPerRun) {
        // A single run uses all cores, if that makes it faster.
        summary += QLatin1Char(' ')
            + tr("It will take about %1.").arg(durationText(*m_question.secondsPerRun * networks));
    }
    m_summary->setText(summary);
}

RepeatDialog::Choice rememberedRepeat()
{
    const QSettings settings;
    const RepeatDialog::Choice usual{20, static_cast<int>(usableCores())};
    return {
        settings.value(seedsKey, usual.seeds).toInt(), settings.value(jobsKey, usual.jobs).toInt()};
}

void rememberRepeat(const RepeatDialog::Choice& choice)
{
    QSettings settings;
    settings.setValue(seedsKey, choice.seeds);
    settings.setValue(jobsKey, choice.jobs);
}

} // namespace numeral::ui
