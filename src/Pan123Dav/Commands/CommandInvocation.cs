using System.CommandLine;
using Pan123Dav.Console;

namespace Pan123Dav.Commands;

/// <summary>Where a command writes, and in which language people read it.</summary>
internal sealed class CommandInvocation : InvocationConfiguration
{
    private readonly Lazy<MessageCatalog> _messages;

    /// <param name="streams">Where it writes.</param>
    /// <param name="language">Of the texts for people.</param>
    public CommandInvocation(InvocationConfiguration streams, Func<TextLanguage> language)
    {
        (Output, Error) = (streams.Output, streams.Error);
        _messages = new Lazy<MessageCatalog>(() => MessageCatalog.For(language()));

        // The hosts have their own handling of signals and of what goes wrong.
        ProcessTerminationTimeout = null;
        EnableDefaultExceptionHandler = false;
    }

    /// <summary>The messages in their language, which is found out when there is something to say.</summary>
    public MessageCatalog Messages => _messages.Value;
}

/// <summary>What the reader of an invocation's output reads.</summary>
internal static class CommandInvocationExtensions
{
    /// <summary>The messages in the reader's language.</summary>
    public static MessageCatalog GetMessages(this InvocationConfiguration invocation) => (invocation as CommandInvocation)?.Messages ?? MessageCatalog.English;

    /// <summary>The reader's language.</summary>
    public static TextLanguage GetLanguage(this InvocationConfiguration invocation) => invocation.GetMessages().Language;

    /// <summary>Writes one line for people to standard output.</summary>
    public static void Say(this InvocationConfiguration invocation, string message) =>
        invocation.Output.WriteLine(invocation.GetMessages().Translate(message));
}
