// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/reader_wiring.h"

#include "core/data/drawings.h"
#include "core/training/run_record.h"
#include "ui/data/data_panel.h"
#include "ui/ink/percent_text.h"
#include "ui/ink/reader_switch.h"
#include "ui/ink/recognition_panel.h"
#include "ui/window/model_store.h"
#include "ui/window/window_memory.h"

#include <QCoreApplication>
#include <QLabel>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace numeral::ui {

namespace {

QString translated(const char* text)
{
    return QCoreApplication::translate("numeral::ui::Readers", text);
}

QString accuracyText(const Model& model)
{
    const std::optional<double> accuracy = recordedTestAccuracy(model);
    return accuracy ? percentText(static_cast<float>(*accuracy), 1) : QString();
}

/// "0–9" for digits, else the first few.
QString classesText(const std::vector<std::string>& classes)
{
    constexpr std::size_t shown = 3;
    bool areNumbers = classes.size() > shown;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        areNumbers = areNumbers && classes[i] == std::to_string(i);
    }
    if (areNumbers) {
        return translated("%1–%2").arg(
            QString::fromStdString(classes.front()), QString::fromStdString(classes.back()));
    }
    QStringList names;
    for (std::size_t i = 0; i < std::min(classes.size(), shown); ++i) {
        names.append(QString::fromStdString(classes[i]));
    }
    const QString list = names.join(QStringLiteral(", "));
    return classes.size() > shown ? translated("%1 …").arg(list) : list;
}

QString ownName(const ModelStore& store)
{
    return store.hasLetters() ? translated("Letters") : translated("Yours");
}

void showNetworks(const ReaderParts& parts)
{
    const ModelStore& store = parts.store;
    ReaderSwitch& readers = parts.drawing.readers();
    const Model* own = store.own();
    readers.setNetworks(accuracyText(store.bundled()),
        own == nullptr             ? std::nullopt
            : store.isInTraining() ? std::optional(translated("in training"))
                                   : std::optional(accuracyText(*own)),
        ownName(store));
    readers.setReading(store.reading());
}

/// The data set's classes are those that the user expects the network to know.
void showClasses(const ReaderParts& parts)
{
    const ModelStore& store = parts.store;
    ReaderSwitch& readers = parts.drawing.readers();
    const std::shared_ptr<const Dataset>& data = parts.data.dataset();
    if (!data || knowsAll(store.model().classes, data->classes)) {
        readers.setNote({}, std::nullopt);
        return;
    }
    std::vector<std::string> unknown;
    std::ranges::copy_if(data->classes, std::back_inserter(unknown),
        [&store](const std::string& name) { return !classOf(store.model().classes, name); });
    const bool isOwn = store.reading() == Reading::Own;
    const char* reads = !isOwn ? "The built-in network reads %1, not %2’s %3."
        : store.hasLetters()   ? "The network of letters reads %1, not %2’s %3."
                               : "Your network reads %1, not %2’s %3.";
    QString sentence = translated(reads).arg(classesText(store.model().classes),
        QString::fromStdString(data->name), classesText(unknown));
    sentence.replace(QStringLiteral("…."), QStringLiteral("…")); // at its end
    const Model* other = isOwn ? &store.bundled() : store.own();
    const bool isBetter = other != nullptr && other->classes == data->classes;
    if (!isBetter && knowsAll(store.letters().classes, data->classes)) {
        sentence += QLatin1Char(' ')
            + translated("File › Read Letters takes a network that reads these.");
    }
    readers.setNote(
        sentence, isBetter ? std::optional(isOwn ? Reading::BuiltIn : Reading::Own) : std::nullopt);
}

void showSecond(const ReaderParts& parts)
{
    const ModelStore& store = parts.store;
    const bool isOwn = store.reading() == Reading::Own;
    const Model* other = isOwn ? &store.bundled() : store.own();
    const bool isShown = other != nullptr && parts.drawing.readers().showsBoth();
    parts.drawing.setSecondModel(isOwn ? translated("Built-in") : ownName(store),
        isShown ? std::optional(*other) : std::nullopt);
}

} // namespace

void connectReaders(const ReaderParts& parts)
{
    ModelStore& store = parts.store;
    RecognitionPanel& drawing = parts.drawing;
    const auto show = [parts] {
        parts.drawing.setModel(parts.store.model());
        parts.status.setText(translated("Reading with: %1").arg(parts.store.origin()));
        showNetworks(parts);
        showClasses(parts);
        showSecond(parts);
    };
    QObject::connect(&store, &ModelStore::modelChanged, &drawing, [show, &store] {
        show();
        rememberReading(store.reading());
    });
    QObject::connect(
        &store, &ModelStore::weightsChanged, &drawing, [&](const WeightsSnapshot& weights) {
            if (store.reading() == Reading::Own) {
                drawing.setWeights(weights);
            } else {
                drawing.setSecondWeights(weights);
            }
        });
    QObject::connect(&drawing.readers(), &ReaderSwitch::chosen, &store, &ModelStore::choose);
    QObject::connect(&drawing.readers(), &ReaderSwitch::showsBothChanged, &drawing,
        [parts] { showSecond(parts); });
    QObject::connect(&parts.data, &DataPanel::loaded, &drawing, [parts] { showClasses(parts); });
    show();
}

} // namespace numeral::ui
