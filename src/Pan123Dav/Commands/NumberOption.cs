using System.CommandLine;
using System.Globalization;

namespace Pan123Dav.Commands;

/// <summary>An option that takes a whole number. Its errors do not repeat what was typed.</summary>
internal sealed class NumberOption : Option<long?>
{
    public NumberOption(string name, string helpName, string description, long minimum, long maximum)
        : base(name)
    {
        HelpName = helpName;
        Description = description;
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= minimum && number <= maximum)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {minimum} to {maximum}"));
            return null;
        };
    }
}
