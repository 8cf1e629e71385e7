namespace Pan123Dav.Commands.Setup;

/// <summary>Asks the owner. Every question throws <see cref="SetupEndedException"/> when there is nobody to answer any more.</summary>
internal interface ISetupPrompts
{
    /// <summary>Whether somebody sits there, who can be asked what need not be answered.</summary>
    bool IsTerminal { get; }

    /// <summary>Says something, on a line of its own.</summary>
    void Say(string text);

    /// <summary>One line, without blanks around it.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="option">The option that could have answered.</param>
    string Ask(string question, string option);

    /// <summary>One line, which is not shown.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="option">The option that could have answered.</param>
    string AskSecret(string question, string option);

    /// <summary>Lines until an empty one; with their ends.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="option">The option that could have answered.</param>
    /// <param name="isWhole">Whether a first line is all there is.</param>
    string AskLines(string question, string option, Func<string, bool> isWhole);

    /// <summary>Which of <paramref name="choices"/>, by its first word or its number.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="option">The option that could have answered.</param>
    /// <param name="choices">What can be chosen.</param>
    string Choose(string question, string option, IReadOnlyList<string> choices);

    /// <summary>Yes or no.</summary>
    bool Confirm(string question, string option);
}

/// <summary>Setup cannot go on: an answer is missing, or is no good and cannot be asked for again.</summary>
/// <param name="message">What is missing, for the owner.</param>
internal sealed class SetupEndedException(string message) : Exception(message);
