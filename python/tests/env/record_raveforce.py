"""Records what RaveForce 0.2.4 answers, into raveforce.json. Its dependency wasmer only has wheels for Python 3.10:

    python3.10 -m venv raveforce-venv
    raveforce-venv/bin/pip install raveforce==0.2.4 wasmer==1.1.0 wasmer_compiler_cranelift==1.1.0 numpy
    cd python/tests && raveforce-venv/bin/python -m env.record_raveforce
"""

from __future__ import annotations

import json
import pathlib
import random

from raveforce import core  # type: ignore[import-not-found, unused-ignore]

from . import raveforce_cases as cases


def main() -> None:
    samples = {}
    for name, space in cases.SPACES.items():
        for seed in cases.SEEDS:
            random.seed(seed)
            actions = core.ActionSpace(space)
            samples[f"{name}/{seed}"] = [[plain(value) for value in actions.sample()] for _ in range(cases.DRAWS)]
    rewards = []
    for sounded, length in cases.REWARDS:
        environment = core.make(target=cases.target(length))
        environment.audio = [cases.audio(sounded), []]
        observation = environment.padding_to_total()
        rewards.append(
            {
                "type": str(observation.dtype),
                "shape": list(observation.shape),
                "sum": float(observation.sum()),
                "raw": float(environment.calc_reward(observation)),
            }
        )
    recorded = {"samples": samples, "rewards": rewards}
    pathlib.Path(__file__).with_name("raveforce.json").write_text(json.dumps(recorded) + "\n", encoding="utf-8")


def plain(value: object) -> object:
    return float(value) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
