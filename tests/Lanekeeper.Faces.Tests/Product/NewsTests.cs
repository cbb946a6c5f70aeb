using Lanekeeper.Permissions;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>What an open inbox is told, and for how long.</summary>
public sealed class NewsTests(ServedProgram program) : IClassFixture<ServedProgram>
{
    private const string Password = "seven grey herons";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_was_disabled_is_told_no_more()
    {
        var email = await program.MemberAsync(Role.Reviewer, Password, Stop);
        using var visitor = new WebVisitor(program.Url);
        await visitor.GetAsync("/sign-in", Stop);
        await visitor.PostAsync("/sign-in", Stop, ("email", email), ("password", Password), ("return", "/"));
        using var news = await visitor.ListenAsync("/inbox/news", Stop);
        (await EventAsync(news)).ShouldBe("event: hello");

        await DisableAsync(email);

        // The bell rings for everybody now and then, without cause too.
        (await EventAsync(news)).ShouldBeNull("the stream has ended");
    }

    private async Task DisableAsync(string email)
    {
        using var admin = new WebVisitor(program.Url);
        var link = (await program.RunAsync(Stop, "sign-in")).Output.Trim();
        await admin.GetAsync(link, Stop);
        await admin.PostAsync(link, Stop, ("what", "enter"));
        var account = (await Desk.ReadAsync<Page<Account>>(await program.Http.GetAsync(ApiPaths.Accounts, Stop), Stop)).Items.Single(one => one.Email == email);
        await admin.GetAsync($"/people/{account.Id}", Stop);
        (await admin.PostAsync($"/people/{account.Id}/state", Stop, ("what", "disabled"))).Location.ShouldNotBeNull();
    }

    /// <returns>The next event's first line; <see langword="null"/> at the end.</returns>
    private static async Task<string?> EventAsync(StreamReader news)
    {
        while (await news.ReadLineAsync(Stop) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }
}
