using Lanekeeper.FaultProvider;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models;

public sealed class KeyTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_missing_key_is_said_before_anything_is_sent(ModelProvider provider)
    {
        var model = room.Model(provider, $"keyless-{provider}") with { Key = new SecretReference(SecretKind.Environment, "LANEKEEPER_TEST_NO_SUCH_KEY") };

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(model, model.Model), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.Kind).ShouldBe(("models.missing-key", ProblemKind.Invalid));
        problem.Message.ShouldContain("env:LANEKEEPER_TEST_NO_SUCH_KEY");
        room.Server.Attempts.ShouldNotContain(attempt => attempt.Model == model.Model);
        (await room.RowsAsync(model.Model, Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_variable_of_the_servers_own_is_sent_nowhere(ModelProvider provider)
    {
        var model = room.Model(provider, $"thief-{provider}") with { Key = new SecretReference(SecretKind.Environment, "LANEKEEPER_OIDC_CLIENT_SECRET") };

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(model, model.Model), Token)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("models.missing-key");
        problem.Message.ShouldContain("the variable is the server's own");
        room.Server.Attempts.ShouldNotContain(attempt => attempt.Model == model.Model);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI, 200)]
    [InlineData(ModelProvider.OpenAI, 401)]
    [InlineData(ModelProvider.Anthropic, 500)]
    public async Task A_key_that_the_provider_sends_back_is_kept_nowhere(ModelProvider provider, int status)
    {
        var model = $"echo {provider} {status}";
        room.Server.Script(new Behaviour
        {
            Do = FaultKind.Raw,
            Model = model,
            Status = status,
            Always = true,
            Body = $$$"""{"error":{"type":"odd","message":"Your key {{{ModelsFixture.Key}}} is odd: {{{ModelsFixture.Key}}}"}}""",
        });

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), model), Token)).Problem.ShouldNotBeNull();

        problem.Message.ShouldNotContain(ModelsFixture.Key);
        problem.Message.ShouldContain("Your key ****");
        var rows = await room.RowsAsync(model, Token);
        rows.ShouldNotBeEmpty();
        rows.ShouldAllBe(row => !$"{row.Prompt}{row.Response}{row.FailureMessage}".Contains(ModelsFixture.Key));
        room.Logs.Lines.ShouldContain(line => line.Contains("is odd"));
        room.Logs.Lines.ShouldAllBe(line => !line.Contains(ModelsFixture.Key));
    }

    [Fact]
    public async Task Without_a_key_a_server_of_ones_own_is_asked_without_one()
    {
        var model = room.Model(ModelProvider.OpenAI, "own") with { Key = null };

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(model, "own"), Token)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("models.key-refused");
        room.Server.Attempts.Last(attempt => attempt.Model is "own" or "").Credential.ShouldBe("");
    }
}
