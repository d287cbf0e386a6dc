// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLabel;

namespace numeral::ui {

class DataPanel;
class ModelStore;
class RecognitionPanel;

/// The components that connectReaders() connects.
struct ReaderParts {
    RecognitionPanel& drawing;
    ModelStore& store;
    const DataPanel& data;
    QLabel& status; ///< names the network that reads
};

/// Lets the drawing panel read with the store's model, and its switch choose another; says where
/// the network knows other classes than those of the data set.
void connectReaders(const ReaderParts& parts);

} // namespace numeral::ui
