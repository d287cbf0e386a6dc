// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/rate_dialog.h"

#include "core/training/run_setup.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/charts/xy_chart.h"

#include <QDialogButtonBox>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace numeral::ui {

RateDialog::RateDialog(const TrainingConfig& config, const std::shared_ptr<const Dataset>& dataset,
    const EngineSource& engines, QWidget* parent)
    : QDialog(parent)
    , m_text(new WrappingLabel)
    , m_chart(new XyChart)
{
    setObjectName(QStringLiteral("rateDialog"));
    setWindowTitle(tr("Find a Learning Rate"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setObjectName(QStringLiteral("rateText"));
    m_text->setText(tr("Learning rates are tried from small to large, a step each …"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_use = buttons->addButton(tr("&Use It"), QDialogButtonBox::AcceptRole);
    m_use->setObjectName(QStringLiteral("useRate"));
    m_use->setEnabled(false);
    makePrimary(*m_use);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT rateChosen(m_rate);
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::margin);
    layout->addWidget(m_text);
    layout->addWidget(m_chart, 1);
    layout->addWidget(buttons);
    m_job.startLatest(
        [config, dataset, engines](
            const JobControl& control) -> Result<std::optional<LearningRateSearch>> {
            const TrainingConfig trained = asTrained(config, *dataset);
            const Result<EngineFactory> engine = engineFor(trained, *dataset, engines);
            return engine ? searchLearningRate(
                       trained, *dataset, *engine, [&control] { return !control.isCancelled; })
                          : tl::unexpected(engine.error());
        },
        [this](const Result<std::optional<LearningRateSearch>>& search) { take(search); });
}

void RateDialog::take(const Result<std::optional<LearningRateSearch>>& search)
{
    if (!search) {
        m_text->setText(QString::fromStdString(search.error().detail));
        return;
    }
    if (!*search) {
        return; // cancelled
    }
    const LearningRateSearch& found = **search;
    m_rate = found.suggestion;
    const QString rate = locale().toString(m_rate);
    m_text->setText(
        tr("The loss falls the fastest at a learning rate of %1. A good one lies there or a "
           "little below; where the curve rises again, it is too large. The network that reads "
           "is untouched.")
            .arg(rate));
    m_use->setText(tr("&Use %1").arg(rate));
    m_use->setEnabled(true);
    m_use->setFocus();
    XyPicture picture;
    picture.xTitle = tr("Learning rate");
    picture.yTitle = tr("Training loss, smoothed");
    picture.isXLogarithmic = true;
    picture.marked = m_rate;
    for (std::size_t i = 0; i < found.rates.size(); ++i) {
        picture.line.emplace_back(found.rates[i], found.losses[i]);
    }
    m_chart->show(picture);
    m_chart->setAccessibleName(m_text->text());
}

} // namespace numeral::ui
