using System.CommandLine.Parsing;

namespace Pan123Dav.Commands;

/// <summary>Checks what names a file or folder on the command line, before anything is done.</summary>
internal static class PathText
{
    /// <summary>Refuses an empty text: a variable that a script did not set, and no path to the framework.</summary>
    /// <param name="result">Of an option or an argument.</param>
    public static void Check(SymbolResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            var name = result is OptionResult { Option.Name: var option } ? option : ((ArgumentResult)result).Argument.Name;
            result.AddError($"{name} is empty: write the path of a file or folder");
        }
    }
}
