using Lanekeeper.FaultProvider;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models;

public sealed class FailureTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelProvider.OpenAI, "429", "models.rate-limited", true, 429)]
    [InlineData(ModelProvider.OpenAI, "500", "models.server-error", true, 500)]
    [InlineData(ModelProvider.OpenAI, "502", "models.server-error", true, 502)]
    [InlineData(ModelProvider.OpenAI, "503", "models.server-error", true, 503)]
    [InlineData(ModelProvider.OpenAI, "529", "models.overloaded", true, 503)]
    [InlineData(ModelProvider.OpenAI, "error-inside", "models.overloaded", true, 200)]
    [InlineData(ModelProvider.OpenAI, "truncated", "models.garbled", true, 200)]
    [InlineData(ModelProvider.OpenAI, "empty", "models.garbled", true, 200)]
    [InlineData(ModelProvider.OpenAI, "html", "models.garbled", true, 200)]
    [InlineData(ModelProvider.OpenAI, "garbage", "models.garbled", true, 200)]
    [InlineData(ModelProvider.OpenAI, "wrong-shape", "models.garbled", true, 200)]
    [InlineData(ModelProvider.OpenAI, "cut", "models.connection-lost", true, 200)]
    [InlineData(ModelProvider.OpenAI, "reset", "models.connection-lost", true, null)]
    [InlineData(ModelProvider.OpenAI, "400", "models.bad-request", false, 400)]
    [InlineData(ModelProvider.OpenAI, "401", "models.key-refused", false, 401)]
    [InlineData(ModelProvider.OpenAI, "403", "models.forbidden", false, 403)]
    [InlineData(ModelProvider.OpenAI, "404", "models.not-found", false, 404)]
    [InlineData(ModelProvider.OpenAI, "413", "models.too-large", false, 413)]
    [InlineData(ModelProvider.OpenAI, "quota", "models.out-of-credit", false, 429)]
    [InlineData(ModelProvider.OpenAI, "context", "models.context-overflow", false, 400)]
    [InlineData(ModelProvider.OpenAI, "refusal", "models.refused", false, 200)]
    [InlineData(ModelProvider.OpenAI, "filter", "models.filtered", false, 200)]
    [InlineData(ModelProvider.OpenAI, "length", "models.cut-short", false, 200)]
    [InlineData(ModelProvider.OpenAI, "tool-call", "models.garbled", true, 200)]
    [InlineData(ModelProvider.Anthropic, "429", "models.rate-limited", true, 429)]
    [InlineData(ModelProvider.Anthropic, "500", "models.server-error", true, 500)]
    [InlineData(ModelProvider.Anthropic, "502", "models.server-error", true, 502)]
    [InlineData(ModelProvider.Anthropic, "503", "models.server-error", true, 503)]
    [InlineData(ModelProvider.Anthropic, "529", "models.overloaded", true, 529)]
    [InlineData(ModelProvider.Anthropic, "error-inside", "models.overloaded", true, 200)]
    [InlineData(ModelProvider.Anthropic, "truncated", "models.garbled", true, 200)]
    [InlineData(ModelProvider.Anthropic, "garbage", "models.garbled", true, 200)]
    [InlineData(ModelProvider.Anthropic, "wrong-shape", "models.garbled", true, 200)]
    [InlineData(ModelProvider.Anthropic, "cut", "models.connection-lost", true, 200)]
    [InlineData(ModelProvider.Anthropic, "400", "models.bad-request", false, 400)]
    [InlineData(ModelProvider.Anthropic, "401", "models.key-refused", false, 401)]
    [InlineData(ModelProvider.Anthropic, "403", "models.forbidden", false, 403)]
    [InlineData(ModelProvider.Anthropic, "404", "models.not-found", false, 404)]
    [InlineData(ModelProvider.Anthropic, "413", "models.too-large", false, 413)]
    [InlineData(ModelProvider.Anthropic, "quota", "models.out-of-credit", false, 402)]
    [InlineData(ModelProvider.Anthropic, "context", "models.context-overflow", false, 400)]
    [InlineData(ModelProvider.Anthropic, "refusal", "models.refused", false, 200)]
    [InlineData(ModelProvider.Anthropic, "filter", "models.filtered", false, 400)]
    [InlineData(ModelProvider.Anthropic, "length", "models.cut-short", false, 200)]
    public async Task A_failure_is_named_and_only_one_that_may_pass_is_tried_again(ModelProvider provider, string fault, string code, bool transient, int? status)
    {
        var model = $"fault-{fault}@{provider}";

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), model), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.IsTransient).ShouldBe((code, transient), problem.Message);
        problem.Message.ShouldContain($"{provider.ToString().ToLowerInvariant()}/{model}");
        room.Server.Attempts.Count(attempt => attempt.Model == model).ShouldBe(transient ? 3 : 1);
        var rows = await room.RowsAsync(model, Token);
        rows.Select(row => row.Attempt).ShouldBe(Enumerable.Range(1, transient ? 3 : 1));
        rows.ShouldAllBe(row => row.FailureCode == code && row.HttpStatus == status && row.State == (transient ? "failed_transient" : "failed_semantic"));
        rows.ShouldAllBe(row => row.FirstCallId == rows[0].Id && row.CostUsd == null);
        rows.Select(row => row.Purpose).ShouldBe(transient ? ["answer", "retry", "retry"] : ["answer"]);
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task What_passes_is_answered_in_the_end(ModelProvider provider)
    {
        var model = $"fault-500-then-429-then-ok@{provider}";

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), model), Token)).Value;

        answer.Calls.ShouldBe(3);
        var rows = await room.RowsAsync(model, Token);
        rows.Select(row => row.State).ShouldBe(["failed_transient", "failed_transient", "answered"]);
        rows[2].Id.ShouldBe(answer.CallId);
    }

    [Fact]
    public async Task Nobody_listening_is_said_with_what_to_check()
    {
        var model = room.Model(ModelProvider.OpenAI, "gpt-5-mini") with { BaseUrl = new Uri("http://127.0.0.1:1/v1") };

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(model, "nobody", attempts: 2), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.Message).ShouldBe(("models.unreachable", "openai/gpt-5-mini cannot be reached: nothing takes a connection there. Check base_url and the network."));
        (await room.RowsAsync("nobody", Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        room.Server.Script(new Behaviour { Do = FaultKind.Raw, Model = "redirected", Status = 307, Body = "", Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:1/" } });

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "redirected"), "redirect"), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.IsTransient).ShouldBe(("models.redirected", false));
    }

    [Fact]
    public async Task A_huge_body_is_turned_down_and_not_kept()
    {
        var models = room.With(ModelsFixture.Quick with { LargestResponse = 1 << 20 });

        var problem = (await models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "fault-huge@x"), "huge"), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.Kind).ShouldBe(("models.answer-too-large", ProblemKind.Semantic));
        (await room.RowsAsync("huge", Token)).ShouldHaveSingleItem().Response!.Length.ShouldBe(64 * 1024);
    }

    [Fact]
    public async Task A_provider_that_says_do_not_retry_is_not_asked_again()
    {
        room.Server.Script(Behaviour.Fail(FaultKind.ServerError) with { Model = "stop", Always = true, Headers = new Dictionary<string, string> { ["x-should-retry"] = "false" } });

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.Anthropic, "stop"), "stop"), Token)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("models.server-error");
        room.Server.Attempts.Count(attempt => attempt.Model == "stop").ShouldBe(1);
    }
}
