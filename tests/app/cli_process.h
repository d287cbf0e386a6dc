// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include <filesystem>

constexpr int timeout = 120'000;

/// Exit code and output of a run of the terminal program.
struct ProcessResult {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;

    QList<QJsonObject> lines() const
    {
        QList<QJsonObject> objects;
        for (const QByteArray& line : output.trimmed().split('\n')) {
            objects.append(QJsonDocument::fromJson(line).object());
        }
        return objects;
    }
};

inline QStringList words(const char* line)
{
    return QString::fromUtf8(line).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

inline ProcessResult run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI), arguments);
    process.waitForFinished(timeout);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Runs a line of the shell, in which "$0" is the terminal program.
inline ProcessResult runInShell(const QString& line)
{
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), line, QStringLiteral(NUMERAL_CLI)});
    process.waitForFinished(timeout);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// Runs the terminal program and removes a folder as soon as it has tried to write there.
inline ProcessResult runAndRemove(const QString& folder, const QStringList& arguments)
{
    const std::filesystem::path path = folder.toStdString();
    const std::filesystem::file_time_type old{};
    std::filesystem::create_directory(path);
    std::filesystem::last_write_time(path, old);
    QProcess process;
    process.start(QStringLiteral(NUMERAL_CLI), arguments);
    if (QTest::qWaitFor([&] { return std::filesystem::last_write_time(path) != old; }, timeout)) {
        std::filesystem::remove_all(path);
    }
    process.waitForFinished(timeout);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

/// The file that an error names as the place where the weights are; empty if it names none.
inline QString keptFile(const QByteArray& errors)
{
    static const QRegularExpression names(QStringLiteral("The weights are in “(.*)” instead"));
    return names.match(QString::fromUtf8(errors)).captured(1);
}

inline bool isOneSentence(const QByteArray& errors)
{
    return errors.count('\n') == 1 && errors.startsWith("numeral-cli: ");
}
