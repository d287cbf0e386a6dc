// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/look_note.h"

#include "ui/appearance/wrapping_label.h"
#include "ui/data/sample_strip.h"

#include <QAction>
#include <QActionGroup>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace numeral::ui {

namespace {

/// One sentence for each thing that is unusual or that was done.
QStringList sentencesOf(const Dataset& dataset)
{
    const FoundLook& found = dataset.found;
    const LookCorrections needed = neededCorrections(found);
    const LookCorrections& done = dataset.corrections;
    QStringList sentences;
    const auto add = [&](bool isNeeded, bool isDone, const QString& corrected, const QString& left,
                         const QString& unneeded) {
        if (isNeeded) {
            sentences.append(isDone ? corrected : left);
        } else if (isDone) {
            sentences.append(unneeded);
        }
    };
    const auto greys = [&found](const QString& text) {
        return text.arg(std::min(found.look.paper, found.look.ink))
            .arg(std::max(found.look.paper, found.look.ink));
    };
    add(needed.stretch, done.stretch,
        greys(LookNote::tr("Greys from %1 to %2: stretched to full contrast.")),
        greys(LookNote::tr("Greys from %1 to %2: left as they are, and drawings are made so.")),
        LookNote::tr("Stretched to full contrast, as you chose."));
    add(needed.invert, done.invert, LookNote::tr("Dark ink on light paper: inverted."),
        LookNote::tr("Dark ink on light paper: left as it is, and drawings are inverted."),
        LookNote::tr("Inverted, as you chose."));
    add(needed.transpose, done.transpose,
        LookNote::tr("Rows and columns were swapped: transposed."),
        LookNote::tr(
            "Rows and columns are swapped: left as they are, and drawings are transposed."),
        LookNote::tr("Transposed, as you chose."));
    add(needed.centre, done.centre,
        LookNote::tr("Of other sizes or places than MNIST’s: centred and scaled like these."),
        LookNote::tr("Of other sizes or places than MNIST’s: left as they are."),
        LookNote::tr("Centred and scaled like MNIST’s, as you chose."));
    if (done.side != 0) {
        sentences.append(LookNote::tr("Scaled to %1×%1 pixels, as you chose.").arg(done.side));
    }
    return sentences;
}

} // namespace

LookNote::LookNote(QWidget* parent)
    : QWidget(parent)
    , m_menu(new QMenu(tr("&Correct Images"), this))
    , m_sizes(new QActionGroup(this))
    , m_sentence(new WrappingLabel)
    , m_before(new SampleStrip)
{
    m_stretch = addCorrection("stretchImages", tr("&Stretch to Full Contrast"),
        tr("Paper becomes 0 and ink 255, or the other way round"));
    m_invert = addCorrection("invertImages", tr("&Invert"),
        tr("For dark ink on light paper: light and dark change places"));
    m_transpose = addCorrection("transposeImages", tr("&Transpose"),
        tr("Rows and columns change places, as EMNIST needs it"));
    m_centre = addCorrection("centreImages", tr("&Centre and Scale"),
        tr("The ink gets the size and place that MNIST’s digits have"));
    addSizes();
    m_menu->addSeparator();
    QAction* recommended = m_menu->addAction(tr("As &Recommended"));
    recommended->setObjectName(QStringLiteral("recommendedCorrections"));
    connect(recommended, &QAction::triggered, this, [this] { Q_EMIT chosen({}); });
    m_menu->setToolTipsVisible(true);
    m_menu->setEnabled(false);

    m_sentence->setObjectName(QStringLiteral("lookSentence"));
    m_before->setObjectName(QStringLiteral("samplesAsInFiles"));
    m_before->setAccessibleName(tr("Sample images as they are in the files"));
    m_before->setToolTip(tr("As they are in the files"));
    auto* change = new QToolButton;
    change->setObjectName(QStringLiteral("changeCorrections"));
    change->setText(tr("Change"));
    change->setToolTip(tr("Choose what is done to the images"));
    change->setMenu(m_menu);
    change->setPopupMode(QToolButton::InstantPopup);

    auto* row = new QHBoxLayout;
    row->addWidget(new QLabel(tr("In the files:")), 1);
    row->addWidget(change);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_sentence);
    layout->addLayout(row);
    layout->addWidget(m_before);
    hide();
}

QAction* LookNote::addCorrection(const char* name, const QString& text, const QString& toolTip)
{
    QAction* action = m_menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setToolTip(toolTip);
    connect(action, &QAction::triggered, this, [this] { Q_EMIT chosen(choices()); });
    return action;
}

LookChoices LookNote::choices() const
{
    return {m_stretch->isChecked(), m_invert->isChecked(), m_transpose->isChecked(),
        m_centre->isChecked(), m_side};
}

void LookNote::addSizes()
{
    QMenu* menu = m_menu->addMenu(tr("Image Si&ze"));
    for (const std::size_t side : {0, 8, 14, 20, 28, 32, 48, 64}) {
        QAction* action
            = menu->addAction(side == 0 ? tr("As in the Files") : tr("%1×%1 Pixels").arg(side));
        action->setObjectName(QStringLiteral("imageSize%1").arg(side));
        action->setCheckable(true);
        action->setData(QVariant::fromValue<qulonglong>(side));
        m_sizes->addAction(action);
    }
    connect(m_sizes, &QActionGroup::triggered, this, [this](const QAction* size) {
        m_side = size->data().toULongLong();
        Q_EMIT chosen(choices());
    });
}

void LookNote::setDataset(const Dataset& dataset)
{
    m_stretch->setChecked(dataset.corrections.stretch);
    m_invert->setChecked(dataset.corrections.invert);
    m_transpose->setChecked(dataset.corrections.transpose);
    m_centre->setChecked(dataset.corrections.centre);
    m_side = dataset.corrections.side;
    for (QAction* size : m_sizes->actions()) {
        size->setChecked(size->data().toULongLong() == m_side);
    }
    const ImageShape& shape = dataset.training.shape();
    m_transpose->setEnabled(shape.rows == shape.columns);

    const QStringList sentences = sentencesOf(dataset);
    m_sentence->setText(sentences.join(QLatin1Char(' ')));
    m_before->setDataset(dataset, SampleStrip::AsInFiles);
    setVisible(!sentences.isEmpty());
}

void LookNote::setEditable(bool editable)
{
    m_menu->setEnabled(editable);
}

} // namespace numeral::ui
