using System.CommandLine;

namespace Lanekeeper.Cli.Server;

internal static class LimitOption
{
    private const int Most = 5_000;

    public static Option<int> Make(int usual)
    {
        var limit = new Option<int>("--limit") { Description = $"At most so many, 1 to {Most}", HelpName = "number", DefaultValueFactory = _ => usual };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > Most)
            {
                result.AddError($"--limit is a number from 1 to {Most}.");
            }
        });
        return limit;
    }
}
