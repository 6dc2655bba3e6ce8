"""The encoder of the default installation: one sentence in two languages lies near itself."""

import numpy as np

from xingmeng.engines import encoder


def test_a_phrase_lies_nearest_its_translation():
    chinese = encoder.encode(["肉牛育种", "风力发电叶片", "数据安全"])
    english = encoder.encode(["beef cattle breeding", "wind turbine blades", "data security"])

    assert chinese.shape == (3, 512)
    assert (chinese @ english.T).argmax(axis=1).tolist() == [0, 1, 2]
    assert np.allclose(chinese, encoder.encode(["肉牛育种", "风力发电叶片", "数据安全"]))
