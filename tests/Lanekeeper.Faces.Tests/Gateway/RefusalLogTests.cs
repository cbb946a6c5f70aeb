using Lanekeeper.Gateway.Relaying;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Faces.Tests.Gateway;

public sealed class RefusalLogTests
{
    [Fact]
    public void An_app_that_is_turned_down_is_named_once_a_minute_with_why_and_how_often()
    {
        var (time, lines) = (new ManualTime(), new LogCatcher());
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(lines));
        var log = new RefusalLog(time, factory.CreateLogger<RefusalLog>());
        Problem limit = new(ProblemKind.Exhausted, "limits.requests", "Too many."), other = new(ProblemKind.Exhausted, "limits.tokens", "Too long.");

        log.See("shop", limit);
        log.See("shop", limit);
        log.See("shop", other);
        log.See("desk", limit);
        log.See("shop", new(ProblemKind.Invalid, "models.missing-key", "No key."));
        time.Advance(TimeSpan.FromMinutes(1));
        log.See("shop", limit);

        lines.Lines.Select(line => line.Trim()).ShouldBe(
        [
            "The app shop is refused by limits.requests (1 since this was last said): Too many.",
            "The app shop is refused by limits.tokens (1 since this was last said): Too long.",
            "The app desk is refused by limits.requests (1 since this was last said): Too many.",
            "The app shop is refused by models.missing-key (1 since this was last said): No key.",
            "The app shop is refused by limits.requests (2 since this was last said): Too many.",
        ]);
    }
}
